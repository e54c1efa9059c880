# expect: LIN104 manual: middle axes
from flax import nn


class Net(nn.Module):
  def apply(self, images):
    return nn.SelfAttention(images, num_heads=2, attention_axis=(1, 2))
