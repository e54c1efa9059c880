# Comments between the arguments of a call.
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.Conv(
        x, features=4,  # channels
        kernel_size=(3, 3),
        # keep the size
        padding='SAME')
