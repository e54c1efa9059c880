# A module that keeps its place in the cache of attention, as positions have it, and a model that is decoded with it.
from flax import nn
import jax
from jax import lax
import jax.numpy as jnp
import numpy as onp


class AddPosition(nn.Module):
  def apply(self, x, max_len=8, cache=None):
    table = self.param('table', (1, max_len, x.shape[-1]), nn.initializers.normal(stddev=1.))
    positions = table[:, :x.shape[1]]
    # The position of a token that is decoded alone.
    if cache:
      if self.is_initializing():
        cache.store(onp.array((4, 1, 1), dtype=onp.int32))
      else:
        cache_entry = cache.retrieve(None)
        i = cache_entry.i
        cache.store(cache_entry.replace(i=cache_entry.i + 1))
        positions = lax.dynamic_slice(table, jnp.array((0, i, 0)), (1, 1, table.shape[-1]))
    return x + positions


class Net(nn.Module):
  def apply(self, x, cache=None):
    assert x.ndim == 3
    x = AddPosition(x, cache=cache, name='positions')
    return nn.SelfAttention(x, num_heads=2, attention_axis=(1,), causal_mask=True, cache=cache)


def decode(model, cache, x):
  outputs = []
  for i in range(x.shape[1]):
    with cache.mutate() as new_cache:
      y = model(x[:, i:i + 1], cache=new_cache)
    cache = new_cache
    outputs.append(y)
  return jnp.concatenate(outputs, axis=1)


def main():
  x = jnp.sin(jnp.arange(40.)).reshape(2, 5, 4)
  with nn.attention.Cache().mutate() as cache_def:
    _, params = Net.init(jax.random.PRNGKey(0), x, cache=cache_def)
  model = nn.Model(Net, params)
  return model(x), decode(model, cache_def.initialize_cache((2, 5)), x)


result = main()
