import functools

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  slope: float = 1.

  @nn.compact
  def __call__(self, x):
    return self.slope * nn.Dense(1)(x)


class Doubled(nn.Module):
  @nn.compact
  def __call__(self, x):
    return 2. * nn.Dense(1)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def architecture(name):
  if name == 'plain':
    return Net
  return Doubled


def create_teacher():
  module = architecture('doubled')
  params = module().init(jax.random.PRNGKey(0), X)['params']
  return train_state.TrainState.create(apply_fn=module().apply, params=params, tx=optax.identity())


def distance(name):
  module = architecture(name)
  params = module().init(jax.random.PRNGKey(0), X)['params']
  model, teacher = train_state.TrainState.create(apply_fn=module().apply, params=params, tx=optax.identity()), create_teacher()
  return jnp.mean((model.apply_fn({'params': model.params}, X) - teacher.apply_fn({'params': teacher.params}, X)) ** 2)


def create(module):
  params = module().init(jax.random.PRNGKey(0), X)['params']
  return train_state.TrainState.create(apply_fn=module().apply, params=params, tx=optax.identity())


def chosen(positive):
  first, second = functools.partial(Net, slope=2.), functools.partial(Net, slope=-2.)
  module = first if positive else second
  one, other, third = create(first), create(second), create(module)
  return one.apply_fn({'params': one.params}, X), other.apply_fn({'params': other.params}, X), third.apply_fn({'params': third.params}, X)


result = [distance('plain'), distance('doubled'), chosen(True), chosen(False)]
