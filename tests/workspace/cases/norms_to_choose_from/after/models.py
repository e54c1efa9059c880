import functools

from flax import linen as nn

from blocks import Block
from norms import NORMS


class Net(nn.Module):
  norm: str = 'batch'

  @nn.compact
  def __call__(self, x):
    x = Block(NORMS[self.norm])(x)
    return Block(functools.partial(nn.BatchNorm, use_running_average=False))(x)
