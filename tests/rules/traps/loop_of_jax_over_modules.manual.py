# expect: LIN111 manual: nn.scan
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return jax.lax.fori_loop(0, 3, lambda i, h: nn.Dense(h, 3), x)
