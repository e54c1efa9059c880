# expect: LIN504 manual: give the optimizer a name first
# The function that stands for the model is made of two of its members.
from flax import linen, nn, optim
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


def start(params, features):
  return optim.Momentum(0.1).create(create(features, params))


def train(params, x, features):
  return jax.grad(loss_fn)(start(params, features).target, x)
