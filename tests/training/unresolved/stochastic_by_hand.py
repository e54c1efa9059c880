"""Enters Flax's contexts itself, and leaves them when it pleases."""

import contextlib
import json

from flax import nn
from flax import optim
import jax
import jax.numpy as jnp
import numpy as np


class Net(nn.Module):

  def apply(self, x):
    x = nn.BatchNorm(nn.Dense(x, 4))
    return nn.Dense(nn.dropout(x, 0.5), 1)


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def main():
  x = np.random.RandomState(0).normal(size=(8, 3)).astype(np.float32)
  key = jax.random.PRNGKey(0)
  with nn.stateful() as state, nn.stochastic(key):
    _, params = Net.init(key, x)
  optimizer = optim.Adam(1e-2).create(nn.Model(Net, params))

  def loss_fn(model, state, key):
    with contextlib.ExitStack() as stack:
      contexts = [nn.stochastic(key), nn.stateful(state)]
      entered = [stack.enter_context(context) for context in contexts]
      loss = jnp.mean((model(x) - 1.) ** 2)
    return loss, entered[-1]

  for _ in range(3):
    key, step_key = jax.random.split(key)
    (loss, state), grad = jax.value_and_grad(loss_fn, has_aux=True)(
        optimizer.target, state, step_key)
    optimizer = optimizer.apply_gradient(grad)
    log(loss=loss)


main()
