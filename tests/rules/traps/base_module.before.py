# The class under the path of the file that defined it.
from flax import nn
from flax.nn import base


class Net(base.Module):
  def apply(self, x, features=3):
    return nn.Dense(x, features)
