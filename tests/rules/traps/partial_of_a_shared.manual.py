# expect: LIN105 manual: shared
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    dense = nn.Dense.shared(features=3, name='dense')
    plain = dense.partial(bias=False)
    return plain(dense(x))
