# unsafe: newer versions of JAX run all of these on the parameters of the first.
import jax
from flax import nn


def head(h):
  return nn.Dense(h, 3)


class Net(nn.Module):
  def apply(self, x):
    def block(h):
      return nn.relu(nn.Dense(h, 3))

    for _ in range(2):
      x = jax.checkpoint(block)(x)
    f = jax.remat(lambda h: nn.Dense(h, 3))
    return jax.checkpoint(head)(f(f(x)))
