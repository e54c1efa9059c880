# A function gives a partial, a class, or a plain function that is called as the old ones were.
import functools

from flax import linen as nn


def get_norm(kind, train):
  if kind == 'none':
    def identity(name=None):
      del name
      return lambda x: x
    return identity
  if kind == 'batch':
    return functools.partial(nn.BatchNorm, use_running_average=not train)
  return nn.LayerNorm


class Net(nn.Module):
  kind: str = 'none'
  train: bool = True

  @nn.compact
  def __call__(self, x):
    norm = get_norm(self.kind, self.train)
    return norm()(nn.Dense(3)(x))
