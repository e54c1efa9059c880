# expect: LIN101 unsafe: dot_product_attention
from flax import nn


class Net(nn.Module):
  def apply(self, q, k, v):
    return nn.dot_product_attention(q, k, v)
