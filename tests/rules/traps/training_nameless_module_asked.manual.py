# expect: LIN404 manual: can't be named here
# A function that holds parameters knows its module's apply, but no class.
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


def create(features, params):
  return nn.Model(functools.partial(Net, features=features), params)


def train(params, x, features):
  model = create(features, params)
  return jax.grad(loss_fn)(model, x), model.module
