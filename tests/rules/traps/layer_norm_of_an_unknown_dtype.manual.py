# expect: LIN101 unsafe: rounded scale and bias to 16 bits
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, half=False):
    return nn.LayerNorm(x, dtype=jnp.bfloat16 if half else jnp.float32)
