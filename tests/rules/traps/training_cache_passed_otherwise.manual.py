# expect: LIN403 manual: a cache is passed
# Whoever calls may hand over a cache, or none.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def apply(params, x, cache):
  return nn.Model(Net, params)(x, cache=cache)
