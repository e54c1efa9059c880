# expect: LIN204 manual: no model is run inside
# The run stands elsewhere: what it gives back today has no way to here.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x, cache=None):
    mask = linen.make_causal_mask(x[..., 0])
    return linen.SelfAttention(num_heads=2, decode=bool(cache))(x, mask=mask)


def run(params, x, cache):
  return nn.Model(Net, params)(x, cache=cache)


def step(params, cache, x):
  with cache.mutate() as new_cache:
    y = run(params, x, new_cache)
  return y, new_cache


def start(cache):
  return step({}, cache.initialize_cache((2, 4)), jnp.ones((2, 1, 4)))


def main():
  with nn.attention.Cache().mutate() as cache:
    Net.init(jax.random.PRNGKey(0), jnp.ones((2, 4, 4)), cache=cache)
  return start(cache)
