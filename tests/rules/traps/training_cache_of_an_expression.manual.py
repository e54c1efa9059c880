# expect: LIN403 manual: give its output alone a name first
# The call gives two values today.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def step(params, cache, x):
  model = nn.Model(Net, params)
  with cache.mutate() as new_cache:
    y = model(x, cache=new_cache)[:, -1]
  return y, new_cache
