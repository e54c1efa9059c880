# expect: LIN111 manual: same parameters
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    def body(c, t):
      return nn.Dense(c, 3) + t, None

    c = x[0]
    for _ in range(2):
      c, _ = jax.lax.scan(body, c, x)
    return c
