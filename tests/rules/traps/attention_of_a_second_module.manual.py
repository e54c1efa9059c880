# expect: LIN103 manual: a module before it
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.LayerNorm(x) + nn.SelfAttention(nn.LayerNorm(x + 1), num_heads=2)
