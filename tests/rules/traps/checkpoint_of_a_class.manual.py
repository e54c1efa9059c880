# expect: LIN111 manual: function
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return jax.checkpoint(nn.Dense.partial(features=3))(x)
