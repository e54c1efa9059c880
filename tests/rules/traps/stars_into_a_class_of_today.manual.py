# expect: LIN103 manual: star
from flax import linen as nn


class Sub(nn.Module):
  features: int = 1

  @nn.compact
  def __call__(self, x, mask=None):
    return nn.Dense(self.features)(x)


class Net(nn.Module):
  def apply(self, x, **kwargs):
    kwargs.update(features=2)
    return Sub(x, **kwargs)
