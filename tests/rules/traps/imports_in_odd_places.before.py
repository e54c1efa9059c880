# Imports in `try`, in a function, of the whole package.
import flax

try:
  from flax.deprecated import nn
except ImportError:
  from flax import nn


class Net(nn.Module):
  def apply(self, x):
    from flax.nn import relu, Dense as D
    return relu(D(x, 3)) + flax.nn.Dense(x, 3)
