# expect: LIN103 unsafe: a partial binds `attention_fn`
from flax import nn


def weigh(query, key, value, bias=None):
  return value


class Net(nn.Module):
  def apply(self, x, mask):
    attention = nn.SelfAttention.partial(num_heads=2, attention_fn=weigh)
    return attention(x, padding_mask=mask)
