"""Two models in a class of the program's own that JAX is told to take apart, one optimizer around both."""

import json

from flax import nn
from flax import optim
import jax
import jax.numpy as jnp
import numpy as np


class Pair:
  """Two models."""

  def __init__(self, first, second):
    self.first, self.second = first, second

  def __call__(self, x):
    return self.second(self.first(x))


jax.tree_util.register_pytree_node(
    Pair, lambda pair: ((pair.first, pair.second), None),
    lambda _, parts: Pair(*parts))


class Layer(nn.Module):

  def apply(self, x, features):
    return nn.tanh(nn.Dense(x, features))


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def main():
  key = jax.random.PRNGKey(0)
  parts = []
  for size, features in ((3, 5), (5, 1)):
    module = Layer.partial(features=features)
    _, params = module.init(key, jnp.ones((1, size)))
    parts.append(nn.Model(module, params))
  optimizer = optim.Momentum(0.1, beta=0.9).create(Pair(*parts))
  x = np.random.RandomState(0).normal(size=(8, 3)).astype(np.float32)
  y = np.tanh(x[:, :1])

  def loss_fn(pair):
    return jnp.mean((pair(x) - y) ** 2)

  for _ in range(3):
    loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
    optimizer = optimizer.apply_gradient(grad)
    log(loss=loss)


main()
