"""Runs the model with a cache."""

from flax import nn
import jax
import jax.numpy as jnp

from layers import Net


def decode(model, cache, token):
  with cache.mutate() as new_cache:
    logits = model(token, cache=new_cache)
  return logits, new_cache


def main():
  net = Net.partial(vocab_size=7)
  with nn.attention.Cache().mutate() as cache_def:
    _, params = net.init(jax.random.PRNGKey(0), jnp.ones((2, 5), jnp.int32), cache=cache_def)
  cache = cache_def.initialize_cache((2, 5))
  return decode(nn.Model(net, params), cache, jnp.ones((2, 1), jnp.int32))
