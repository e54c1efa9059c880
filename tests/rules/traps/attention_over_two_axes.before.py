# Two axes: over an image they are all pixels, over a video those of each frame.
from flax import nn


class Net(nn.Module):
  def apply(self, images):
    return nn.SelfAttention(images, num_heads=2, attention_axis=(1, 2))
