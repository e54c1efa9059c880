"""Names of JAX and NumPy that are gone, wherever they can stand."""
import functools
from typing import Any, Tuple

import jax
import jax.numpy as jnp
import numpy as np
from flax import linen as nn
from jax import jit
from functools import partial
from jax.tree_util import tree_map as tree_multimap
from jax import lax
# both are gone
from jax.example_libraries import stax

Array = jax.Array
MASK = jnp.s_[..., :1]


def both(x: jax.Array, y: 'jnp.DeviceArray') -> Tuple[Array, int]:
  return tree_multimap(lambda a, b: a + b, x, y), 1


@partial(jit, static_argnums=1)
def power(x, n):
  return x**n


class Net(nn.Module):
  """A net."""

  features: int = 3
  scale: float = 2.
  low: Any = -jnp.inf

  @nn.compact
  def __call__(self, x):
    x = jnp.asarray(x).at[:, 0].set(0.)
    x = x.at[MASK].add(nn.Dense(1, name='first')(x), indices_are_sorted=True)
    y = jnp.zeros((2, self.features))
    y = (y + 1).at[0, 1].multiply(jnp.clip(x, min=self.low, max=6.)[0, 0])
    mask = (y > 2) * 1.
    y = jnp.where(y > 0, y, -(-jnp.inf) if self.features == 0 else y)
    z = jax.tree_util.tree_map(jnp.add, both(x, x)[0], x)
    z = jax.nn.relu(power(z, 2))
    z = jnp.reshape(z, shape=(2, -1)) * jnp.prod(jnp.array(self.scale))
    return nn.Dense(self.features)(z) + y * mask + stax.softmax(y).sum()
