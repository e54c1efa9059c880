from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, slope=1.):
    return slope * nn.Dense(x, 1)


class Doubled(nn.Module):
  def apply(self, x):
    return 2. * nn.Dense(x, 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def architecture(name):
  if name == 'plain':
    return Net
  return Doubled


def create_teacher():
  module = architecture('doubled')
  _, params = module.init(jax.random.PRNGKey(0), X)
  return nn.Model(module, params)


def distance(name):
  module = architecture(name)
  _, params = module.init(jax.random.PRNGKey(0), X)
  model, teacher = nn.Model(module, params), create_teacher()
  return jnp.mean((model(X) - teacher(X)) ** 2)


def create(module):
  _, params = module.init(jax.random.PRNGKey(0), X)
  return nn.Model(module, params)


def chosen(positive):
  first, second = Net.partial(slope=2.), Net.partial(slope=-2.)
  module = first if positive else second
  one, other, third = create(first), create(second), create(module)
  return one(X), other(X), third(X)


result = [distance('plain'), distance('doubled'), chosen(True), chosen(False)]
