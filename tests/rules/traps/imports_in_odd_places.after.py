# Imports in `try`, in a function, of the whole package.
import flax

try:
  from flax import linen as nn
except ImportError:
  from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    from flax.linen import relu, Dense as D
    return relu(D(3)(x)) + flax.linen.Dense(3)(x)
