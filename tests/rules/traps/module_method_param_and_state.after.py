# unsafe: in a shared module, a state is set up by each method.
# Parameters and states of two methods, in shapes that the class knows without an input.
from flax import linen as nn
import jax.numpy as jnp


class Counter(nn.Module):
  size: int = 6

  def setup(self):
    self.scale = self.param('scale', nn.initializers.ones, (self.size,))
    self.count = self.variable('batch_stats', 'count', lambda: jnp.zeros(()))

  def __call__(self, x):
    scale = self.scale
    count = self.count
    return x * scale + count.value

  def back(self, y):
    scale = self.scale
    count = self.count
    return (y - count.value) / scale


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    counter = Counter(name='counter')
    y = counter(x)
    return y, counter.back(y + 1.0)
