# expect: LIN401 manual: that may hold something
# An initialisation added to what the cache held.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def main(cache):
  with cache.mutate() as both:
    _, params = Net.init(jax.random.PRNGKey(0), jnp.ones((2, 4, 4)), cache=both)
  return params, both
