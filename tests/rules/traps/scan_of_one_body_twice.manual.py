# expect: LIN111 manual: same parameters
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    def body(c, t):
      return nn.Dense(c, 3) + t, None

    c, _ = jax.lax.scan(body, x[0], x)
    return jax.lax.scan(body, c, x)[0]
