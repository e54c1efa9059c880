# Segments are equal or not; as a mask of ones and zeros they would mean something else.
from flax import nn


class Net(nn.Module):
  def apply(self, x, segments):
    return nn.SelfAttention(x, num_heads=2, segmentation=segments)
