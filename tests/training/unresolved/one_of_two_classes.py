"""Which of two classes the model is of shows only while it runs."""

import json
import os

from flax import nn
from flax import optim
import jax
import jax.numpy as jnp
import numpy as np


class Wide(nn.Module):

  def apply(self, x):
    return nn.Dense(nn.relu(nn.Dense(x, 16)), 1)


class Gated(nn.Module):

  def apply(self, x, gate):
    return gate * nn.Dense(x, 1)


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def make_model(key):
  if os.environ.get('GATED'):
    _, params = Gated.init(key, jnp.ones((1, 3)), 1.)
    return nn.Model(Gated, params), (0.5,)
  _, params = Wide.init(key, jnp.ones((1, 3)))
  return nn.Model(Wide, params), ()


def main():
  model, extra = make_model(jax.random.PRNGKey(0))
  optimizer = optim.Adam(1e-2).create(model)
  x = np.random.RandomState(0).normal(size=(8, 3)).astype(np.float32)
  for _ in range(3):
    loss, grad = jax.value_and_grad(
        lambda m: jnp.mean((m(x, *extra) - 1.) ** 2))(optimizer.target)
    optimizer = optimizer.apply_gradient(grad)
    log(loss=loss)


main()
