# expect: LIN502 unsafe: getattr
from flax import optim
import jax.numpy as jnp


def create(learning_rate):
  return optim.Momentum(learning_rate).create({'w': jnp.ones((3,))})


def member(learning_rate, name):
  return getattr(create(learning_rate), name)
