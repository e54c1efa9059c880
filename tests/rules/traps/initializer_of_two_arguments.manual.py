# expect: LIN103 unsafe: dtype
from flax import nn
import jax


def narrow(key, shape):
  return jax.random.normal(key, shape) * 0.1


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3, kernel_init=narrow)
