# expect: LIN204 manual: in a branch
# Where nothing runs, the old context still gave a cache: none would be given a name today.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def step(params, cache, x, skip):
  model = nn.Model(Net, params)
  with cache.mutate() as new_cache:
    y = x
    if not skip:
      y = model(x, cache=new_cache)
  return y, new_cache
