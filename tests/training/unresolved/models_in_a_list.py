"""An ensemble: models and their optimizers in lists, told apart by their places."""

import json

from flax import nn
from flax import optim
import jax
import jax.numpy as jnp
import numpy as np


class Net(nn.Module):

  def apply(self, x, width):
    return nn.Dense(nn.relu(nn.Dense(x, width, name='hidden')), 1, name='out')


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def loss_fn(model, x, y):
  return jnp.mean((model(x) - y) ** 2)


@jax.jit
def step(optimizers, x, y):
  grads = [jax.grad(loss_fn)(o.target, x, y) for o in optimizers]
  return [o.apply_gradient(g) for o, g in zip(optimizers, grads)]


def main():
  models = []
  for i, width in enumerate((4, 6, 8)):
    module = Net.partial(width=width)
    _, params = module.init(jax.random.PRNGKey(i), jnp.ones((1, 3)))
    models.append(nn.Model(module, params))
  optimizers = [optim.Adam(1e-2).create(model) for model in models]
  x = np.random.RandomState(0).normal(size=(8, 3)).astype(np.float32)
  y = x.sum(axis=1, keepdims=True)
  for _ in range(3):
    optimizers = step(optimizers, x, y)
    outputs = [o.target(x) for o in optimizers]
    log(loss=jnp.mean((sum(outputs) / len(outputs) - y) ** 2))


main()
