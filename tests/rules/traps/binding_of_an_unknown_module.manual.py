# expect: LIN101 unsafe: a module that can't be known here
from flax import nn


class Net(nn.Module):
  def apply(self, x, block):
    narrow = block.partial(n=3)
    return narrow(x)
