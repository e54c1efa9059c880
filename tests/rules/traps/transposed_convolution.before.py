# `transpose_kernel` stays False, and what pooling counts stays as it was.
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    x = nn.ConvTranspose(x, 3, (3, 3), (2, 2))
    x = nn.avg_pool(x, (2, 2), strides=(2, 2), padding='SAME')
    return nn.max_pool(x, (2, 2))
