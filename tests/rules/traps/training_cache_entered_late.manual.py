# expect: LIN204 manual: enter it in a
# What is entered elsewhere can't be told.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def main():
  with nn.attention.Cache().mutate() as cache_def:
    Net.init(jax.random.PRNGKey(0), jnp.ones((2, 4, 4)), cache=cache_def)
  context = cache_def.initialize_cache((2, 4)).mutate()
  return context
