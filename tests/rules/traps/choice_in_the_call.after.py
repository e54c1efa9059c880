# Which class is called is decided in the call.
from flax import linen as nn


class Net(nn.Module):
  general: bool = False

  @nn.compact
  def __call__(self, x):
    return (nn.DenseGeneral if self.general else nn.Dense)(3)(x)
