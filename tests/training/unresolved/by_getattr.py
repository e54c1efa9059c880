"""Model and optimizer by the names that a configuration gives."""

import json
import sys

from flax import nn
from flax import optim
import jax
import jax.numpy as jnp
import numpy as np

CONFIG = {
    'model': 'Deep',
    'model_kwargs': {'width': 4},
    'optimizer': 'Momentum',
    'optimizer_kwargs': {'learning_rate': 0.05, 'beta': 0.8},
    'step': 'apply_gradient',
}


class Shallow(nn.Module):

  def apply(self, x, width):
    return nn.Dense(x, 1)


class Deep(nn.Module):

  def apply(self, x, width):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def main(config):
  cls = getattr(sys.modules[__name__], config['model'])
  module = cls.partial(**config['model_kwargs'])
  _, params = module.init(jax.random.PRNGKey(0), jnp.ones((1, 3)))
  optimizer_def = getattr(optim, config['optimizer'])(
      **config['optimizer_kwargs'])
  optimizer = optimizer_def.create(getattr(nn, 'Model')(module, params))
  x = np.random.RandomState(0).normal(size=(8, 3)).astype(np.float32)
  for _ in range(3):
    loss, grad = jax.value_and_grad(
        lambda model: jnp.mean((model(x) - 1.) ** 2))(optimizer.target)
    optimizer = getattr(optimizer, config['step'])(grad)
    log(loss=loss)


main(CONFIG)
