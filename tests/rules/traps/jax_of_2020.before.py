"""Names of JAX and NumPy that are gone, wherever they can stand."""
import functools
from typing import Tuple

import jax
import jax.numpy as jnp
import numpy as np
from flax import nn
from jax import jit, partial, tree_multimap
from jax import lax
from jax.ops import index, index_add  # both are gone
from jax.experimental import stax

Array = jnp.DeviceArray
MASK = index[..., :1]


def both(x: jnp.DeviceArray, y: 'jnp.DeviceArray') -> Tuple[Array, np.int]:
  return tree_multimap(lambda a, b: a + b, x, y), 1


@partial(jit, static_argnums=1)
def power(x, n):
  return x**n


class Net(nn.Module):
  """A net."""

  def apply(self, x, features: np.int = 3, scale: np.float = 2., low=-jnp.inf):
    x = jax.ops.index_update(x, jax.ops.index[:, 0], 0.)
    x = index_add(x, MASK, nn.Dense(x, 1, name='first'), indices_are_sorted=True)
    y = jnp.zeros((2, features))
    y = jax.ops.index_mul(y + 1, (0, 1), jnp.clip(x, a_min=low, a_max=6.)[0, 0])
    mask = lax.tie_in(x, y > 2) * 1.
    y = jnp.where(y > 0, y, -jnp.NINF if features == 0 else y)
    z = jax.api.tree_multimap(jnp.add, both(x, x)[0], x)
    z = jax.nn.relu(power(z, 2))
    z = jnp.reshape(z, newshape=(2, -1)) * jnp.product(jnp.array(scale))
    return nn.Dense(z, features) + y * mask + stax.softmax(y).sum()
