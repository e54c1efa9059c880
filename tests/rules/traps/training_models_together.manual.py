# expect: LIN502 unsafe: updates together
# What is called is an entry of the target, of which the optimizer says nothing.
from flax import linen, nn, optim


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def start(params, x):
  both = {'actor': nn.Model(Net, params), 'critic': nn.Model(Net, params)}
  optimizer = optim.Adam(learning_rate=0.1).create(both)
  return optimizer, both['critic'](x)
