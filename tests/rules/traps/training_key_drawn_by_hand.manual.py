# expect: LIN302 manual: draws from it
# The key that is asked for is none of a module.
from flax import linen, nn
import jax


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def start(key, params, x):
  model = nn.Model(Net, params)
  with nn.stochastic(key):
    noise = jax.random.normal(nn.make_rng(), x.shape)
    y = model(x + noise)
  return y
