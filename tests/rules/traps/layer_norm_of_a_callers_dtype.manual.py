# expect: LIN101 unsafe: rounded scale and bias to 16 bits
from flax import nn
import jax.numpy as jnp


class Block(nn.Module):
  def apply(self, x, dtype=jnp.float32):
    return nn.LayerNorm(x, dtype=dtype)


class Net(nn.Module):
  def apply(self, x, dtype=jnp.bfloat16):
    return Block(x, dtype=dtype)
