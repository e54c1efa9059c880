# The decorator imported by name: Linen has a Python module of that name.
import flax.nn as fnn
from flax.nn import Dense, module


@module
def block(x):
  return fnn.relu(Dense(x, 3))


class Net(fnn.Module):
  def apply(self, x):
    return block(block(x))
