# A module that keeps its place in the cache of attention, as positions have it, and a model that is decoded with it.
from flax import linen as nn
import jax
from jax import lax
import jax.numpy as jnp
import numpy as onp


class AddPosition(nn.Module):
  max_len: int = 8

  @nn.compact
  def __call__(self, x, cache=None):
    table = self.param('table', nn.initializers.normal(stddev=1.), (1, self.max_len, x.shape[-1]))
    positions = table[:, :x.shape[1]]
    # The position of a token that is decoded alone.
    if cache:
      if self.is_initializing():
        self.variable('cache', 'cache_index', jnp.zeros, (), jnp.uint32)
      else:
        cache_entry = self.variable('cache', 'cache_index', jnp.zeros, (), jnp.uint32)
        i = cache_entry.value
        cache_entry.value = cache_entry.value + 1
        positions = lax.dynamic_slice(table, jnp.array((0, i, 0)), (1, 1, table.shape[-1]))
    return x + positions


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, cache=None):
    assert x.ndim == 3
    x = AddPosition(name='positions')(x, cache=cache)
    flat = x.swapaxes(1, -2)
    mask = nn.make_causal_mask(flat[..., 0])
    return nn.SelfAttention(num_heads=2, decode=bool(cache))(flat, mask=mask).swapaxes(1, -2)


def decode(model, cache, x):
  outputs = []
  for i in range(x.shape[1]):
    y, changed = Net().apply({'params': model, 'cache': cache}, x[:, i:i + 1], cache=True, mutable=['cache'])
    new_cache = changed['cache']
    cache = new_cache
    outputs.append(y)
  return jnp.concatenate(outputs, axis=1)


def main():
  x = jnp.sin(jnp.arange(40.)).reshape(2, 5, 4)
  variables = Net().init(jax.random.PRNGKey(0), x, cache=True)
  params, cache_def = variables['params'], variables['cache']
  model = params
  return Net().apply({'params': model}, x), decode(model, jax.tree_util.tree_map(
      lambda x: jnp.zeros((2, 5) + x.shape[-2:], x.dtype) if x.ndim else jnp.zeros_like(x), cache_def
  ), x)


result = main()
