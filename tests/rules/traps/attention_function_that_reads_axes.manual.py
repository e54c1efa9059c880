# expect: LIN103 unsafe: the axis to attend over
from flax import nn


def weigh(query, key, value, axis=None, bias=None, **kwargs):
  return value if axis is None else query + key


class Net(nn.Module):
  def apply(self, x):
    return nn.SelfAttention(x, num_heads=2, attention_fn=weigh)
