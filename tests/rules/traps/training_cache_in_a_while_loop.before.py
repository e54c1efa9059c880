# A cache is carried by loops of JAX's, and reordered by trees, where nobody sees that it is one.
from flax import nn
import jax
from jax import lax
import jax.numpy as jnp


class Block(nn.Module):
  def apply(self, x, num_heads, cache=None):
    y = nn.LayerNorm(x)
    y = nn.SelfAttention(y, num_heads=num_heads, attention_axis=(1,), causal_mask=True, cache=cache)
    return x + y


class Net(nn.Module):
  def apply(self, tokens, vocab, num_heads=2, cache=None):
    assert tokens.ndim == 2
    x = nn.Embed(tokens, num_embeddings=vocab, features=8)
    for _ in range(2):
      x = Block(x, num_heads, cache=cache)
    return nn.Dense(x, vocab)


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
    with cache.mutate() as new_cache:
      logits = model(token, cache=new_cache)
    return logits[:, -1], new_cache

  _, cache, tokens, logits = greedy(cache, first, 4, tokens_to_logits)
  return tokens, logits, jax.tree_util.tree_map(jnp.shape, cache)


def score(model, cache, tokens):
  def step(cache, token):
    with cache.mutate() as cache:
      logits = model(token[:, None], cache=cache)
    return cache, logits

  return lax.scan(step, cache, tokens.T)[1]


def main():
  net = Net.partial(vocab=7)
  with nn.attention.Cache().mutate() as cache_def:
    _, params = net.init(jax.random.PRNGKey(0), jnp.ones((1, 1), jnp.int32), cache=cache_def)
  model = nn.Model(net, params)
  first = jnp.array([[1], [5], [3]])
  cache = cache_def.initialize_cache((3, 6))
  tokens, logits, _ = jax.jit(predict)(model, cache, first)
  return tokens, logits, score(model, cache_def.initialize_cache(tokens.shape), tokens)


result = main()
