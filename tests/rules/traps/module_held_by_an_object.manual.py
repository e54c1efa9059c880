# expect: LIN101 unsafe: layers.dense
# What an object holds that callers hand in, in a file that nobody has: called with a name it is a module.
from flax import nn


class Net(nn.Module):
  def apply(self, x, layers):
    return layers.dense(x, name='first')
