import jax.numpy as jnp; pass
pass; import jax
from jax.lax import stop_gradient
from flax import linen as nn


class Net(nn.Module):

  @nn.compact
  def __call__(self, x):
    pass
    if True: pass
    x = jnp.asarray(x).at[0].min(1.).at[1].max(0.)
    x = stop_gradient(x)
    return nn.Dense(3)(x).at[x[:, :3] > 0].set(x.at[([0, 1],)].add(3.).at[-1].multiply(2.)[0, 0])
