# expect: LIN103 unsafe: axis
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.DenseGeneral(x, features=3, axis=1)
