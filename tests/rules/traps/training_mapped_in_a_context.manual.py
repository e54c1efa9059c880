# expect: LIN302 manual: may run a model
from flax import linen, nn
import jax


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dropout(0.5, deterministic=False)(linen.Dense(3)(x))


def evaluate(params, xs, key):
  model = nn.Model(Net, params)
  with nn.stochastic(key):
    return jax.vmap(model)(xs)
