# Comments between the arguments of a call.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Conv(
        features=4,  # channels
        kernel_size=(3, 3),
        # keep the size
        padding='SAME')(x)
