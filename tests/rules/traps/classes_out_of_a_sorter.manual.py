# expect: LIN101 unsafe: comes out of `first(…)`
from flax import nn
from itertools_of_ours import first


class Net(nn.Module):
  def apply(self, x):
    layer = first(lambda n: nn.Dense.partial(features=n), 3)
    return layer(x)
