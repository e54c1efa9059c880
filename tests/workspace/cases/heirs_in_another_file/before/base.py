from flax import nn


class Classifier(nn.Module):
  """What all classifiers share."""

  def apply(self, x, num_classes=10, train=True):
    features = self.features(x, train)
    return nn.Dense(features, num_classes, name='head')

  def features(self, x, train):
    raise NotImplementedError
