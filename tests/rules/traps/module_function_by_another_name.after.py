# The decorator imported by name: Linen has a Python module of that name.
import flax.linen as fnn
from flax.linen import Dense


class block(fnn.Module):
  @fnn.compact
  def __call__(self, x):
    return fnn.relu(Dense(3)(x))


class Net(fnn.Module):
  @fnn.compact
  def __call__(self, x):
    block_0 = block()(x)
    return block()(block_0)
