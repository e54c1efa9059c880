# expect: LIN404 manual: give the model a name first
# It is asked for its function, beside the parameters that it is given.
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


def train(params, other, x, features):
  model = create(features, params).replace(params=other)
  return jax.grad(loss_fn)(model, x)
