# expect: LIN204 manual: write it out
# The shape stands elsewhere.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def main(settings):
  with nn.attention.Cache().mutate() as cache_def:
    Net.init(jax.random.PRNGKey(0), jnp.ones((2, 4, 4)), cache=cache_def)
  return cache_def.initialize_cache(*settings)
