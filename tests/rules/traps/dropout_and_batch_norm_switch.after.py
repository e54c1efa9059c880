# `train` and `deterministic`, handed down through two classes.
from flax import linen as nn


class Block(nn.Module):
  n: int = 3
  rate: float = 0.5

  @nn.compact
  def __call__(self, x, train=True):
    x = nn.BatchNorm(use_running_average=not train, momentum=.9, epsilon=1e-5)(x)
    x = nn.Dropout(rate=self.rate)(nn.Dense(self.n)(x), deterministic=not train)
    return nn.Dropout(rate=self.rate)(x, deterministic=False) if train else x


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, train):
    return Block()(x, train=train)
