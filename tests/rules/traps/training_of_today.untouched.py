from typing import Any

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, train=True):
    return nn.Dense(1)(nn.BatchNorm(use_running_average=not train)(x))


class TrainState(train_state.TrainState):
  batch_stats: Any

  @property
  def target(self):
    return self.params


def create(key, x):
  variables = Net().init(key, x)
  model = Net()
  return TrainState.create(
      apply_fn=model.apply, params=variables['params'], batch_stats=variables['batch_stats'], tx=optax.adam(0.1))


@jax.jit
def train_step(state, x):
  def loss_fn(params):
    variables = {'params': params, 'batch_stats': state.batch_stats}
    y, updates = state.apply_fn(variables, x, mutable=['batch_stats'])
    return jnp.mean(y ** 2), updates

  (loss, updates), grads = jax.value_and_grad(loss_fn, has_aux=True)(state.params)
  state = state.apply_gradients(grads=grads, batch_stats=updates['batch_stats'])
  return state.replace(step=state.step), state.target, loss
