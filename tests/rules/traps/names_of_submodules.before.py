# What submodules have under other names than the package is found in the same place today.
from flax import nn
from flax.nn import initializers, linear
import flax.nn


class Net(nn.Module):
  def apply(self, x):
    x = linear.Dense(x, 4, kernel_init=linear.default_kernel_init)
    x = nn.activation.relu(x) + flax.nn.linear.Dense(x, 4)
    return x + self.param('bias', (4,), initializers.normal(stddev=1e-6))
