"""Counts calls by putting a function of its own in the place of one of Flax's."""

import json

from flax import nn
from flax import optim
import jax
import jax.numpy as jnp
import numpy as np

CALLS = []
ORIGINAL = nn.Model.__call__


def counted(self, *args, **kwargs):
  CALLS.append(self.module.__name__)
  return 2. * ORIGINAL(self, *args, **kwargs)


nn.Model.__call__ = counted


class Net(nn.Module):

  def apply(self, x):
    return nn.Dense(x, 1)


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def main():
  _, params = Net.init(jax.random.PRNGKey(0), jnp.ones((1, 3)))
  optimizer = optim.GradientDescent(0.1).create(nn.Model(Net, params))
  x = np.random.RandomState(0).normal(size=(8, 3)).astype(np.float32)

  def loss_fn(model):
    return jnp.mean((model(x) - 1.) ** 2)

  for _ in range(3):
    loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
    optimizer = optimizer.apply_gradient(grad)
    log(loss=loss, calls=len(CALLS))


main()
