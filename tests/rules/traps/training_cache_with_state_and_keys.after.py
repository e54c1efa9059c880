# A cache, state and keys, all of one `with`.
from flax import linen as nn
import flax.core
import jax
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, train=False, cache=None):
    assert x.ndim == 3
    x = nn.BatchNorm(use_running_average=not train)(nn.Dense(8)(x))
    mask = nn.make_causal_mask(x[..., 0])
    x = nn.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)
    return nn.Dropout(rate=0.5)(x, deterministic=not train)


def say(model, state, cache, x):
  y, changed = Net().apply({'params': model, **state, 'cache': cache}, x, cache=True, mutable=['cache'])
  new_cache = changed['cache']
  return y, new_cache


def learn(model, state, cache, x, key):
  y, changed = Net().apply({'params': model, **state, 'cache': cache}, x, train=True, cache=True, mutable=['batch_stats', 'cache'], rngs={'dropout': key})
  new_state, new_cache = flax.core.pop(changed, 'cache')
  return y, new_state, new_cache


def make_cache(key, x):
  cache = Net().init({'params': key, 'dropout': key}, x, train=True, cache=True)['cache']
  return jax.tree_util.tree_map(
      lambda x_: jnp.zeros(x.shape[:2] + x_.shape[-2:], jnp.float32) if x_.ndim else jnp.zeros_like(x_),
      cache
  )


def main():
  key, x = jax.random.PRNGKey(0), jnp.sin(jnp.arange(60.)).reshape(3, 5, 4)
  state, params = flax.core.pop(Net().init({'params': key, 'dropout': key}, x, train=True), 'params')
  model = params
  cache = make_cache(key, x)
  outputs = []
  for i in range(5):
    y, state, cache = learn(model, state, cache, x[:, i:i + 1], jax.random.fold_in(key, i))
    outputs.append(y)
  cache = make_cache(key, x)
  for i in range(5):
    y, cache = say(model, state, cache, x[:, i:i + 1])
    outputs.append(y)
  return outputs


result = main()
