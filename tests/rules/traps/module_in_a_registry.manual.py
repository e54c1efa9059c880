# expect: LIN101 unsafe: put into `REGISTRY` by a function
from flax import nn

REGISTRY = {}


def register(cls):
  REGISTRY[cls.__name__] = cls
  return cls


class Net(nn.Module):
  def apply(self, x, kind='Block'):
    return REGISTRY[kind](x, 3)
