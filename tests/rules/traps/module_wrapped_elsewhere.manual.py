# expect: LIN101 unsafe: handed a module
import layers
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    dense = layers.normalized(nn.Dense)
    return dense(x, 3)
