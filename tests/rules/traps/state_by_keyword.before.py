# State by keywords in another order, and left alone while initialising.
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    count = self.state(initializer=nn.initializers.zeros, name='count', shape=(x.shape[-1],))
    if not self.is_initializing():
      count.value = count.value + 1
    return nn.Dense(x, 3) * count.value.sum()
