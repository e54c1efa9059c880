import functools

import jax
import jax.numpy as jnp
from flax import linen as nn
import flax.core

import models


def create(key):
  module = functools.partial(models.CNN, num_classes=10)
  state, params = flax.core.pop(module().init(key, jnp.ones((1, 28, 28, 1), jnp.float32), train=True), 'params')
  return params, state


def step(model, batch):
  return model(batch['image'], train=True)
