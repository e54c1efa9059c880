# expect: LIN204 manual: gets its cache as well
# What else gets the cache may run a model with it.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def step(params, cache, x, observe):
  model = nn.Model(Net, params)
  with cache.mutate() as new_cache:
    y = model(x, cache=new_cache)
    observe(y, new_cache)
  return y, new_cache
