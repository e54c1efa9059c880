from flax import nn

from blocks import Block
from norms import NORMS


class Net(nn.Module):
  def apply(self, x, norm='batch'):
    x = Block(x, NORMS[norm])
    return Block(x, nn.BatchNorm)
