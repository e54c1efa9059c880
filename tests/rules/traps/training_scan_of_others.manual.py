# expect: LIN502 unsafe: is handed to `jax.lax.scan`, which can't be looked into
# What is done in each turn comes from nobody knows where.
from flax import linen, nn, optim
import jax


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def train(params, steps, xs):
  optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(Net, params))
  return jax.lax.scan(steps['train'], optimizer, xs)
