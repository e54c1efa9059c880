"""All that training needs travels in one dictionary, whose keys are made up on the way."""

import json

from flax import nn
from flax import optim
import jax
import jax.numpy as jnp
import numpy as np


class Net(nn.Module):

  def apply(self, x, features=1):
    return nn.Dense(x, features)


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def setup(names):
  things = {}
  for i, name in enumerate(names):
    _, params = Net.init_by_shape(
        jax.random.PRNGKey(i), [((1, 3), jnp.float32)])
    things['%s_model' % name] = nn.Model(Net, params)
    things['%s_optimizer' % name] = optim.Adam(1e-2).create(
        things['%s_model' % name])
  return things


def step(x, name, **things):
  optimizer = things[name + '_optimizer']
  loss, grad = jax.value_and_grad(
      lambda model: jnp.mean((model(x) - 1.) ** 2))(optimizer.target)
  things[name + '_optimizer'] = optimizer.apply_gradient(grad)
  return loss, things


def main():
  things = setup(['actor', 'critic'])
  x = np.random.RandomState(0).normal(size=(8, 3)).astype(np.float32)
  for _ in range(3):
    for name in ('actor', 'critic'):
      loss, things = step(x, name, **things)
      log(loss=loss, start=things[name + '_model'](x).mean())


main()
