# Over all axes between batch and features, or the second: how many there are can't be told from the code.
from flax import nn


class All(nn.Module):
  def apply(self, x, out=None):
    return nn.SelfAttention(x, num_heads=2, out_features=out)


class Causal(nn.Module):
  def apply(self, x):
    y = nn.SelfAttention(nn.LayerNorm(x), num_heads=2, causal_mask=True)
    return x + y


class Second(nn.Module):
  def apply(self, x, causal=False):
    return nn.SelfAttention(x, num_heads=2, attention_axis=(1,), causal_mask=causal)


class Across(nn.Module):
  def apply(self, x, memory):
    return nn.MultiHeadDotProductAttention(x, memory, num_heads=2)
