"""Models."""

from flax import nn

import encoders
from decoders import Again


class Classifier(nn.Module):
  def apply(self, x, num_classes=3, **kwargs):
    x = encoders.AutoEncoder(x, **kwargs)
    return nn.Dense(x, num_classes)


MODELS = {
    'small': Classifier.partial(width=2),
    'deep': Classifier.partial(depth=3, act=nn.tanh),
    'again': Again.partial(size=4, width=3),
}


class Ensemble(nn.Module):
  def apply(self, x, mask):
    return Classifier(x, 2, width=6, mask=mask) + Again(x, mask=mask)
