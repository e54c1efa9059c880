import functools
from typing import Any

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  scale: Any

  @nn.compact
  def __call__(self, x):
    return self.scale * nn.Dense(1)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def make(scale):
  return functools.partial(Net, scale=scale)

single = make(1.)
double = make(2.)
params = single().init(jax.random.PRNGKey(0), X)['params']
larger, smaller = train_state.TrainState.create(apply_fn=double().apply, params=params, tx=optax.identity()), train_state.TrainState.create(apply_fn=single().apply, params=params, tx=optax.identity())
result = larger.apply_fn({'params': larger.params}, X), smaller.apply_fn({'params': smaller.params}, X)
