# expect: LIN103 unsafe: a partial binds `attention_axis`
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    attention = nn.SelfAttention.partial(num_heads=2, attention_axis=(1,))
    return attention(x)
