# expect: LIN401 manual: comment
from flax import linen as nn
from flax.nn import Module


class Net(Module):
  def apply(self, x):
    self.width = x.shape[-1]
    return x * self.param('scale', x.shape, nn.initializers.ones)


def create(key):
  _, params = Net.init_by_shape(
      key,
      [(1, 4)],  # one batch
  )
  return params
