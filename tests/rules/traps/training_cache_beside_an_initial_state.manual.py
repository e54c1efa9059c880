# expect: LIN401 manual: take what it gives apart by hand
# Parameters, state and cache come together today.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def main():
  key, x = jax.random.PRNGKey(0), jnp.ones((2, 4, 4))
  with nn.stateful() as state, nn.attention.Cache().mutate() as cache_def:
    _, params = Net.init(key, x, cache=cache_def)
  return params, state, cache_def
