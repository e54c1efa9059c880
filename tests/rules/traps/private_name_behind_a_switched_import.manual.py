# expect: LIN101 manual: no public name of old Flax
from flax import linen as nn
from flax.linen import linear


class Net(nn.Module):
  def apply(self, x):
    numbers = linear._conv_dimension_numbers(x.shape)
    return nn.Dense(x, numbers[0][0])
