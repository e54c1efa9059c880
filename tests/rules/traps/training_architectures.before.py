from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, slope=1., width=4):
    return slope * nn.Dense(nn.relu(nn.Dense(x, width, name='hidden')), 1, name='out')


class Linear(nn.Module):
  def apply(self, x, slope=1.):
    return slope * nn.Dense(x, 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def architecture(name):
  if name == 'small':
    module = Net.partial(slope=2.)
  elif name == 'large':
    module = Net.partial(slope=3., width=8)
  else:
    raise ValueError(name)
  return module


def architecture_class(name):
  return {'net': Net, 'linear': Linear}[name]


def create(module):
  _, params = module.init_by_shape(jax.random.PRNGKey(0), [(X.shape, jnp.float32)])
  return nn.Model(module, params)


def train(name):
  module = architecture(name)
  model = create(module)
  optimizer = optim.Momentum(learning_rate=0.1).create(model)

  def loss_fn(model):
    return jnp.mean((model(X) - 3.) ** 2)

  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
    optimizer = optimizer.apply_gradient(grad)
    losses.append(loss)
  return losses


def outputs(wide, linear):
  if wide:
    module = Net.partial(width=6)
  else:
    module = Net.partial(slope=5.)
  _, params = module.init(jax.random.PRNGKey(0), X)
  model = nn.Model(module, params)
  cls = architecture_class('linear' if linear else 'net')
  _, other = cls.init(jax.random.PRNGKey(0), X)
  return model(X), nn.Model(cls, other)(X)


result = [train('small'), train('large'), outputs(True, False), outputs(False, True)]
