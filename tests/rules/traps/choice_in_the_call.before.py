# Which class is called is decided in the call.
from flax import nn


class Net(nn.Module):
  def apply(self, x, general=False):
    return (nn.DenseGeneral if general else nn.Dense)(x, 3)
