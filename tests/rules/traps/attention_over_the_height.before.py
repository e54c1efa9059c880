# An image, of which `attention_axis=(1,)` says the height.
from flax import nn


class Net(nn.Module):
  def apply(self, images, width=4):
    x = nn.Conv(images, width, (3, 3))
    return nn.SelfAttention(x, num_heads=2, attention_axis=(1,))
