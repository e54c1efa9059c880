# expect: LIN101 unsafe: collection 'cache'
from flax import nn


class Layer(nn.Module):
  def apply(self, x, cache=None):
    return nn.SelfAttention(x, num_heads=2, causal_mask=True, cache=cache)


class Net(nn.Module):
  def apply(self, x, decode=False):
    cache = nn.attention.Cache() if decode else None
    return Layer(x, cache=cache)
