import functools
from typing import Any

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  slope: Any

  @nn.compact
  def __call__(self, x):
    return self.slope * nn.Dense(1)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def build(slope):
  net = functools.partial(Net, slope=slope)

  def start(seed):
    params = net().init(jax.random.PRNGKey(seed), X)['params']
    return train_state.TrainState.create(apply_fn=net().apply, params=params, tx=optax.identity())

  def distance(model, other):
    return jnp.mean((model.apply_fn({'params': model.params}, X) - other.apply_fn({'params': other.params}, X)) ** 2)

  return start, distance

start, distance = build(2.)
start_other, distance_other = build(-1.)
model, other = start(0), start_other(0)
result = distance(model, other), distance_other(model, model), model.apply_fn({'params': model.params}, X), other.apply_fn({'params': other.params}, X)
