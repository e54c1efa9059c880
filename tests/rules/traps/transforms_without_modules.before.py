# Transformations of what calls no module stay as they are.
import jax
import jax.numpy as jnp
from flax import nn


class Net(nn.Module):
  def apply(self, x, width=3):
    weights = nn.Dense(x, width)
    total, _ = jax.lax.scan(lambda c, t: (c + t, None), jnp.zeros(weights.shape[1:]), weights)
    slope = jax.vmap(jax.grad(jnp.sum))(weights)
    return jax.checkpoint(nn.relu)(total) * slope
