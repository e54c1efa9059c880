import functools
from typing import Any

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  features: Any
  scale: float = 1.

  @nn.compact
  def __call__(self, x, train=False):
    x = nn.Dense(self.features)(x) * self.scale
    return x * 2. if train else x


def create(key, features):
  # What it binds has the same default, and the model's calls may say otherwise.
  net = functools.partial(Net, features=features, scale=3.)
  params = net().init(key, jnp.ones((1, 4), jnp.float32))['params']
  return train_state.TrainState.create(apply_fn=net().apply, params=params, tx=optax.identity())


def main():
  model = create(jax.random.PRNGKey(0), 3)
  x = jnp.ones((2, 4))
  return model.apply_fn({'params': model.params}, x), model.apply_fn({'params': model.params}, x, train=True)


result = main()
