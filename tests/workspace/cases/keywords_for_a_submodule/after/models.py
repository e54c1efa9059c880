"""Models."""

import functools
from typing import Any, Callable

from flax import linen as nn

import encoders
from decoders import Again


class Classifier(nn.Module):
  num_classes: int = 3
  depth: int = encoders.AutoEncoder.depth
  width: int = encoders.AutoEncoder.width
  act: Callable[..., Any] = encoders.AutoEncoder.act

  @nn.compact
  def __call__(self, x, **kwargs):
    x = encoders.AutoEncoder(depth=self.depth, width=self.width, act=self.act)(x, **kwargs)
    return nn.Dense(self.num_classes)(x)


MODELS = {
    'small': functools.partial(Classifier, width=2),
    'deep': functools.partial(Classifier, depth=3, act=nn.tanh),
    'again': functools.partial(Again, size=4, width=3),
}


class Ensemble(nn.Module):
  @nn.compact
  def __call__(self, x, mask):
    return Classifier(2, width=6)(x, mask=mask) + Again()(x, mask=mask)
