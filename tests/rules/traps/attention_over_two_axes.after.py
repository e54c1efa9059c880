# Two axes: over an image they are all pixels, over a video those of each frame.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, images):
    flat = images.reshape(images.shape[0], -1, *images.shape[3:]).swapaxes(1, -2)
    return nn.SelfAttention(num_heads=2)(flat).swapaxes(1, -2).reshape(images.shape[:-1] + (-1,))
