# expect: LIN103 manual: vmap
from flax import nn
import jax


class Net(nn.Module):
  def apply(self, x, width=3):
    return jax.vmap(lambda v: nn.Dense(v, width))(x)
