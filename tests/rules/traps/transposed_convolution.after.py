# `transpose_kernel` stays False, and what pooling counts stays as it was.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    x = nn.ConvTranspose(3, (3, 3), (2, 2))(x)
    x = nn.avg_pool(x, (2, 2), strides=(2, 2), padding='SAME')
    return nn.max_pool(x, (2, 2))
