# expect: LIN403 manual: was never initialised
# An empty cache could not be decoded with.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def step(params, x):
  model = nn.Model(Net, params)
  with nn.attention.Cache().mutate() as cache:
    y = model(x, cache=cache)
  return y, cache
