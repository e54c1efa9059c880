# expect: LIN101 unsafe: jax.jit
from functools import partial
import jax
from flax import nn


class Net(nn.Module):
  @partial(jax.jit, static_argnums=(0, 2))
  def apply(self, x, n=3):
    return x * n
