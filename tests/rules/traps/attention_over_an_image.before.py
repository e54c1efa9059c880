# An image: the old class attended over all pixels.
from flax import nn


class Net(nn.Module):
  def apply(self, images, width=4):
    x = nn.Conv(images, width, (3, 3))
    return nn.SelfAttention(x, num_heads=2)
