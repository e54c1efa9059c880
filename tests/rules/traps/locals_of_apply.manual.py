# expect: LIN101 unsafe: locals
from flax import nn


class Net(nn.Module):
  def apply(self, x, width=3, prefix='layer'):
    name = '{prefix}_{width}'.format(**locals())
    return nn.Dense(x, width, name=name)
