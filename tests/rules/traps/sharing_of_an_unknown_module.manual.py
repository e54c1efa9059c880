# expect: LIN101 unsafe: shares a module that can't be known here
from flax import nn


class Net(nn.Module):
  def apply(self, x, blocks):
    shared = blocks.pick('wide').shared(name='wide')
    return shared(x) + shared(2 * x)
