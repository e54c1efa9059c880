# Everything imported at once.
from flax.nn import *


class Net(Module):
  def apply(self, x):
    return relu(Dense(x, 3))
