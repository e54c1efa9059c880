# expect: LIN111 manual: nn.grad
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return jax.grad(lambda h: nn.Dense(h, 1).sum())(x)
