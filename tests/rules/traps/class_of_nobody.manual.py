# expect: LIN101 unsafe: nothing seen here binds it
from flax import nn

from blocks_that_nobody_has import *


class Net(nn.Module):
  def apply(self, x):
    return ResidualBlock(x, strides=(2, 2))
