# expect: LIN101 manual: no public name of old Flax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    axes = nn.normalization._absolute_dims(x.ndim, (-1,))
    return nn.Dense(x.sum(axes, keepdims=True), 3)
