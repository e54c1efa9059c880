# All ways to the stopover.
import flax.deprecated.nn as nn
from flax.deprecated import nn as old
from flax.deprecated.nn import Dense


class Net(nn.Module):
  def apply(self, x):
    return old.relu(Dense(x, 3))
