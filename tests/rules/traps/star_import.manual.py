# expect: LIN001 manual: *
from flax.nn import *


class Net(Module):
  def apply(self, x):
    return relu(Dense(x, 3))
