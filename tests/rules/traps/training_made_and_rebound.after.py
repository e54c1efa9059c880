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


def main():
  models = ()
  for scale in (1., 2.):
    net = functools.partial(Net, scale=scale)
    params = net().init(jax.random.PRNGKey(0), X)['params']
    if scale == 1.:
      first = train_state.TrainState.create(apply_fn=net().apply, params=params, tx=optax.identity())
    else:
      second = train_state.TrainState.create(apply_fn=net().apply, params=params, tx=optax.identity())
  return first.apply_fn({'params': first.params}, X), second.apply_fn({'params': second.params}, X)


result = main()
