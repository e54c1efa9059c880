# expect: LIN201 manual: initialiser
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    last = self.state('last', x.shape)
    last.value = x
    return x + 1
