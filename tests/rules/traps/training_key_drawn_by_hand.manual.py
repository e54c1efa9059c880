# expect: LIN302 manual: draws from it
# The function that asks for the key may be called where the context is another one.
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

    def noise():
      return jax.random.normal(nn.make_rng(), x.shape)

    y = model(x + noise())
  return y
