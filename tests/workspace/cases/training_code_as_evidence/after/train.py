import functools

import jax
import jax.numpy as jnp
from flax import nn

import models


def create(key):
  module = functools.partial(models.CNN, num_classes=10)
  with nn.stateful() as state:
    _, params = module.init_by_shape(key, [((1, 28, 28, 1), jnp.float32)], train=True)
  return nn.Model(module, params), state


def step(model, batch):
  return model(batch['image'], train=True)
