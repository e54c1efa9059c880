import jax.numpy as jnp; from jax.ops import index_mul
from jax.ops import index_update; import jax
from jax.ops import index_min
from jax.lax import stop_gradient
from flax import nn


class Net(nn.Module):

  def apply(self, x):
    from jax.ops import index_max
    if True: from jax.ops import index_add
    x = index_max(index_min(x, 0, 1.), 1, 0.)
    x = stop_gradient(x)
    return index_update(nn.Dense(x, 3), x[:, :3] > 0, index_mul(index_add(x, ([0, 1],), 3.), -1, 2.)[0, 0])
