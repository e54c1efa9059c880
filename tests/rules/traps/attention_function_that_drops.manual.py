# expect: LIN103 unsafe: nothing for its
from flax import nn


def weigh(query, key, value, **kwargs):
  return nn.dot_product_attention(query, key, value, **kwargs)


class Net(nn.Module):
  def apply(self, x, train=True):
    return nn.SelfAttention(x, num_heads=2, attention_fn=weigh, dropout_rate=0.5, deterministic=not train)
