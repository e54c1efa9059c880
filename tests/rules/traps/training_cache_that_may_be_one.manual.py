# expect: LIN402 unsafe: if that is a cache of attention
# Which model runs with what the first function enters can't be seen.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def step(thing, x):
  with thing.mutate() as changed:
    y = x.run(changed)
  return y, changed


def evaluate(params, x):
  model = nn.Model(Net, params)
  return model(x)
