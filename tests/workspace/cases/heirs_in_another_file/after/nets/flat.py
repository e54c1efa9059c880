from flax import linen as nn

from base import Classifier


class Flat(Classifier):

  def features(self, x, train):
    return x.reshape((x.shape[0], -1))


class Wide(Flat):

  num_classes: int = 10
  width: int = 32

  @nn.compact
  def __call__(self, x):
    x = nn.Dense(self.width)(x)
    return nn.Dense(self.num_classes)(nn.relu(x))
