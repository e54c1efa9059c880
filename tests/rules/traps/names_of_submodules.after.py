# What submodules have under other names than the package is found in the same place today.
from flax import linen as nn
from flax.linen import initializers, linear
import flax.linen


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    x = linear.Dense(4, kernel_init=linear.default_kernel_init)(x)
    x = nn.activation.relu(x) + flax.linen.linear.Dense(4)(x)
    return x + self.param('bias', initializers.normal(stddev=1e-6), (4,))
