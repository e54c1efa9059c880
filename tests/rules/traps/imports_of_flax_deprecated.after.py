# All ways to the stopover.
import flax.linen as nn
from flax import linen as old
from flax.linen import Dense


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return old.relu(Dense(3)(x))
