# expect: LIN101 unsafe: rounded scale and bias to 16 bits
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    norm = nn.LayerNorm.partial(dtype=jnp.bfloat16)
    return norm(norm(x), scale=False)
