"""Trains in half precision, with a loss scale that follows the gradients."""

import functools
import json

from flax import nn, optim
from flax import struct
import jax
import jax.numpy as jnp
import numpy as np


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


class Net(nn.Module):
  """Computes in the type that it is told."""

  def apply(self, x, dtype=jnp.float32, features=(8, 8)):
    x = jnp.asarray(x, dtype)
    dense = nn.Dense.partial(dtype=dtype)
    for width in features:
      x = nn.relu(dense(x, width))
    x = dense(x, 1, name='output')
    return jnp.asarray(x, jnp.float32)


@struct.dataclass
class State:
  optimizer: optim.Optimizer
  dynamic_scale: optim.DynamicScale


class Trainer:
  """Holds what the steps need; the state is passed around."""

  def __init__(self, learning_rate, half):
    self.learning_rate = learning_rate
    self.half = half
    self.module = Net.partial(dtype=jnp.float16 if half else jnp.float32)

  def init_state(self, key):
    _, params = self.module.init(key, jnp.zeros((1, 4)))
    optimizer = optim.Momentum(self.learning_rate, beta=0.9).create(
        nn.Model(self.module, params))
    dynamic_scale = optim.DynamicScale(growth_interval=5, scale=2.**20)
    return State(optimizer=optimizer, dynamic_scale=dynamic_scale)

  @functools.partial(jax.jit, static_argnums=(0,))
  def step(self, state, x, y):

    def loss_fn(model):
      prediction = model(x)
      return jnp.mean(jnp.square(prediction - y)), prediction

    optimizer = state.optimizer
    grad_fn = state.dynamic_scale.value_and_grad(loss_fn, has_aux=True)
    dynamic_scale, is_finite, aux, grad = grad_fn(optimizer.target)
    loss, prediction = aux
    new_optimizer = optimizer.apply_gradient(grad)
    # Where the gradient isn't finite, the step isn't made.
    new_optimizer = jax.tree_multimap(
        functools.partial(jnp.where, is_finite), new_optimizer, optimizer)
    metrics = dict(loss=loss, mean=prediction.mean(), finite=is_finite,
                   scale=dynamic_scale.scale)
    return State(optimizer=new_optimizer, dynamic_scale=dynamic_scale), metrics


def main():
  rng = np.random.RandomState(0)
  trainer = Trainer(learning_rate=0.05, half=True)
  state = trainer.init_state(jax.random.PRNGKey(0))
  for step in range(30):
    x = rng.normal(size=(8, 4)).astype(np.float32)
    y = np.abs(x).sum(axis=1, keepdims=True)
    state, metrics = trainer.step(state, x, y)
    log(step=step, made=state.optimizer.state.step, **metrics)


if __name__ == '__main__':
  main()
