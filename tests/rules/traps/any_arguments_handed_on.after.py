# `*args` and `**kwargs` that were arguments of the call stay that, and become fields of the next module.
from flax import linen as nn


class Pair(nn.Module):
  n: int = 3
  scale: float = 2.0

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.n)(x) * self.scale


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, *args, **kwargs):
    return Pair(*args, **kwargs)(x)


class Outer(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Net()(x, 4, scale=3.0)
