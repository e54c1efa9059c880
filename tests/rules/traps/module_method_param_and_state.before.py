# unsafe: in a shared module, a state is set up by each method.
# Parameters and states of two methods, in shapes that the class knows without an input.
from flax import nn


class Counter(nn.Module):
  def apply(self, x, size=6):
    scale = self.param('scale', (size,), nn.initializers.ones)
    count = self.state('count', (), nn.initializers.zeros)
    return x * scale + count.value

  @nn.module_method
  def back(self, y, size=6):
    scale = self.param('scale', (size,), nn.initializers.ones)
    count = self.state('count', (), nn.initializers.zeros)
    return (y - count.value) / scale


class Net(nn.Module):
  def apply(self, x):
    counter = Counter.shared(name='counter')
    y = counter(x)
    return y, counter.back(y + 1.0)
