# expect: LIN101 unsafe: dot_product_attention
from flax import linen as nn


class Net(nn.Module):
  def apply(self, q, k, v):
    return nn.dot_product_attention(q, k, v)
