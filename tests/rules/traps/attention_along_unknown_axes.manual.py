# expect: LIN103 manual: which axes
from flax import nn


class Net(nn.Module):
  def apply(self, x, axes=None):
    return nn.SelfAttention(x, num_heads=2, attention_axis=axes)
