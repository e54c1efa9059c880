# A cache is carried by loops of JAX's, and reordered by trees, where nobody sees that it is one.
import functools
from typing import Any

from flax import linen as nn
from flax.training import train_state
import jax
from jax import lax
import jax.numpy as jnp
import optax


class Block(nn.Module):
  num_heads: Any

  @nn.compact
  def __call__(self, x, cache=None):
    y = nn.LayerNorm()(x)
    mask = nn.make_causal_mask(y[..., 0])
    y = nn.SelfAttention(num_heads=self.num_heads, decode=bool(cache))(y, mask=mask)
    return x + y


class Net(nn.Module):
  vocab: Any
  num_heads: int = 2

  @nn.compact
  def __call__(self, tokens, cache=None):
    assert tokens.ndim == 2
    x = nn.Embed(num_embeddings=self.vocab, features=8)(tokens)
    for _ in range(2):
      x = Block(self.num_heads)(x, cache=cache)
    return nn.Dense(self.vocab)(x)


def greedy(cache, first, length, tokens_to_logits):
  def more(carry):
    return carry[0] < length

  def body(carry):
    i, cache, tokens, _ = carry
    token = lax.dynamic_slice(tokens, (0, i), (tokens.shape[0], 1))
    logits, cache = tokens_to_logits(token, cache)
    best = jnp.argmax(logits, axis=-1)
    tokens = lax.dynamic_update_slice(tokens, best[:, None].astype(tokens.dtype), (0, i + 1))
    # Every row goes on with what another one has said.
    cache = jax.tree_util.tree_map(lambda x: x if x.ndim == 0 else x[::-1], cache)
    return i + 1, cache, tokens, logits

  tokens = jnp.pad(first, ((0, 0), (0, length)))
  start = (0, cache, tokens, jnp.zeros((first.shape[0], 7)))
  return lax.while_loop(more, body, start)


def predict(model, cache, first):
  def tokens_to_logits(token, cache):
    logits, changed = model.apply_fn({'params': model.params, 'cache': cache}, token, cache=True, mutable=['cache'])
    new_cache = changed['cache']
    return logits[:, -1], new_cache

  _, cache, tokens, logits = greedy(cache, first, 4, tokens_to_logits)
  return tokens, logits, jax.tree_util.tree_map(jnp.shape, cache)


def score(model, cache, tokens):
  def step(cache, token):
    logits, changed = model.apply_fn({'params': model.params, 'cache': cache}, token[:, None], cache=True, mutable=['cache'])
    cache = changed['cache']
    return cache, logits

  return lax.scan(step, cache, tokens.T)[1]


def main():
  net = functools.partial(Net, vocab=7)
  variables = net().init(jax.random.PRNGKey(0), jnp.ones((1, 1), jnp.int32), cache=True)
  params, cache_def = variables['params'], variables['cache']
  model = train_state.TrainState.create(apply_fn=net().apply, params=params, tx=optax.identity())
  first = jnp.array([[1], [5], [3]])
  cache = jax.tree_util.tree_map(
      lambda x: jnp.zeros((3, 6) + x.shape[-2:], x.dtype) if x.ndim else jnp.zeros_like(x),
      cache_def
  )
  tokens, logits, _ = jax.jit(predict)(model, cache, first)
  return tokens, logits, score(model, jax.tree_util.tree_map(
      lambda x: jnp.zeros(tokens.shape + x.shape[-2:], x.dtype) if x.ndim else jnp.zeros_like(x),
      cache_def
  ), tokens)


result = main()
