# Transformations of what calls no module stay as they are.
import jax
import jax.numpy as jnp
from flax import linen as nn


class Net(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    weights = nn.Dense(self.width)(x)
    total, _ = jax.lax.scan(lambda c, t: (c + t, None), jnp.zeros(weights.shape[1:]), weights)
    slope = jax.vmap(jax.grad(jnp.sum))(weights)
    return jax.checkpoint(nn.relu)(total) * slope
