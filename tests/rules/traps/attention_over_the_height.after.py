# An image, of which `attention_axis=(1,)` says the height.
from flax import linen as nn


class Net(nn.Module):
  width: int = 4

  @nn.compact
  def __call__(self, images):
    x = nn.Conv(self.width, (3, 3))(images)
    return nn.SelfAttention(num_heads=2)(x.swapaxes(1, -2)).swapaxes(1, -2)
