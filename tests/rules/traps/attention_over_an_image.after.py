# An image: the old class attended over all pixels.
from flax import linen as nn


class Net(nn.Module):
  width: int = 4

  @nn.compact
  def __call__(self, images):
    x = nn.Conv(self.width, (3, 3))(images)
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    return nn.SelfAttention(num_heads=2)(flat).reshape(x.shape[:-1] + (-1,))
