# expect: LIN302 manual: handed on as it is
# Each device would want a key of its own.
from flax import linen, nn
import jax


class Net(linen.Module):
  size: int = 3

  @linen.compact
  def __call__(self, x):
    return linen.Dropout(0.5, deterministic=False)(linen.Dense(self.size)(x))


def step(model, x):
  return model(x)


p_step = jax.pmap(step)


def train(key, params, x):
  model = nn.Model(Net, params)
  with nn.stochastic(key):
    return p_step(model, x)
