"""Runs the model with a cache."""

import functools

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp

from layers import Net
import optax


def decode(model, cache, token):
  logits, changed = model.apply_fn({'params': model.params, 'cache': cache}, token, cache=True, mutable=['cache'])
  new_cache = changed['cache']
  return logits, new_cache


def main():
  net = functools.partial(Net, vocab_size=7)
  variables = net().init(jax.random.PRNGKey(0), jnp.ones((2, 5), jnp.int32), cache=True)
  params, cache_def = variables['params'], variables['cache']
  cache = jax.tree_util.tree_map(
      lambda x: jnp.zeros((2, 5) + x.shape[-2:], x.dtype) if x.ndim else jnp.zeros_like(x),
      cache_def
  )
  return decode(train_state.TrainState.create(apply_fn=net().apply, params=params, tx=optax.identity()), cache, jnp.ones((2, 1), jnp.int32))
