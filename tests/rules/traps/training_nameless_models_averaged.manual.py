# expect: LIN402 unsafe: with another model
# Each has a function of its own today, and trees with other functions in them are other trees.
from flax import linen, nn
import functools
import jax
import jax.numpy as jnp


class Net(linen.Module):
  features: int

  @linen.compact
  def __call__(self, x):
    return linen.Dense(self.features)(x)


def loss_fn(model, x):
  return jnp.mean(model(x) ** 2)


def train(params, others, x, features):
  net = functools.partial(Net, features=features)
  model, average = nn.Model(net, params), nn.Model(net, others)
  grad = jax.grad(loss_fn)(model, x)
  return jax.tree_util.tree_map(lambda first, second: (first + second) / 2, model, average), grad
