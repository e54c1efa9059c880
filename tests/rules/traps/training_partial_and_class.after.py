import functools

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  scale: float = 1.

  @nn.compact
  def __call__(self, x):
    return self.scale * nn.Dense(1)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def predict(model, x):
  return model.apply_fn({'params': model.params}, x)


def main(scale):
  net = functools.partial(Net, scale=scale)
  params = net().init(jax.random.PRNGKey(0), X)['params']
  return predict(train_state.TrainState.create(apply_fn=net().apply, params=params, tx=optax.identity()), X), predict(train_state.TrainState.create(apply_fn=Net().apply, params=params, tx=optax.identity()), X)


result = main(3.)
