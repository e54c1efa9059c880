# expect: LIN302 manual: is decorated
# What a decorator of one's own does with `jax.jit`, and with the arguments of calls, nobody knows.
from flax import linen, nn
import jax
from tools import profiled


class Net(linen.Module):
  size: int = 3

  @linen.compact
  def __call__(self, x):
    return linen.Dropout(0.5, deterministic=False)(linen.Dense(self.size)(x))


@profiled(jax.jit)
def step(model, x):
  return model(x)


def train(key, params, x):
  model = nn.Model(Net, params)
  with nn.stochastic(key):
    return step(model, x)
