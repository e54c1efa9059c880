# expect: LIN502 unsafe: another branch
from flax import optim
import jax.numpy as jnp


def load(path):
  with open(path) as file:
    return eval(file.read())


def create(path, learning_rate):
  optimizer = optim.Momentum(learning_rate).create({'w': jnp.ones((3,))})
  if path:
    optimizer = load(path)
  return optimizer.target
