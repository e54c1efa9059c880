from flax import linen as nn


class Classifier(nn.Module):
  """What all classifiers share."""

  num_classes: int = 10

  @nn.compact
  def __call__(self, x, train=True):
    features = self.features(x, train)
    return nn.Dense(self.num_classes, name='head')(features)

  def features(self, x, train):
    raise NotImplementedError
