# expect: LIN402 unsafe: can't be known
# Whose attribute it is that is called, nobody can tell.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


class Agent:
  def __init__(self, params):
    self.critic = nn.Model(Net, params)


def value(registry, name, x):
  return registry.find(name).critic(x)
