import functools

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  slope: float = 1.
  width: int = 4

  @nn.compact
  def __call__(self, x):
    return self.slope * nn.Dense(1, name='out')(nn.relu(nn.Dense(self.width, name='hidden')(x)))


class Linear(nn.Module):
  slope: float = 1.

  @nn.compact
  def __call__(self, x):
    return self.slope * nn.Dense(1)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def architecture(name):
  if name == 'small':
    module = functools.partial(Net, slope=2.)
  elif name == 'large':
    module = functools.partial(Net, slope=3., width=8)
  else:
    raise ValueError(name)
  return module


def architecture_class(name):
  return {'net': Net, 'linear': Linear}[name]


def create(module):
  params = module().init(jax.random.PRNGKey(0), jnp.ones(X.shape, jnp.float32))['params']
  return train_state.TrainState.create(apply_fn=module().apply, params=params, tx=optax.identity())


def train(name):
  module = architecture(name)
  model = create(module)
  optimizer = train_state.TrainState.create(apply_fn=model.apply_fn, params=model.params, tx=optax.sgd(0.1, momentum=0.9))

  def loss_fn(model):
    return jnp.mean((optimizer.apply_fn({'params': model}, X) - 3.) ** 2)

  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
    optimizer = optimizer.apply_gradients(grads=grad)
    losses.append(loss)
  return losses


def outputs(wide, linear):
  if wide:
    module = functools.partial(Net, width=6)
  else:
    module = functools.partial(Net, slope=5.)
  params = module().init(jax.random.PRNGKey(0), X)['params']
  model = params
  cls = architecture_class('linear' if linear else 'net')
  other = cls().init(jax.random.PRNGKey(0), X)['params']
  return module().apply({'params': model}, X), cls().apply({'params': other}, X)


result = [train('small'), train('large'), outputs(True, False), outputs(False, True)]
