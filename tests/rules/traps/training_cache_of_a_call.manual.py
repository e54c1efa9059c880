# expect: LIN204 manual: give that a name first
# It would be called at another time.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def step(params, make, x):
  model = nn.Model(Net, params)
  with make(x).mutate() as cache:
    y = model(x, cache=cache)
  return y, cache
