# Over all axes between batch and features, or the second: how many there are can't be told from the code.
from typing import Any

from flax import linen as nn


class All(nn.Module):
  out: Any = None

  @nn.compact
  def __call__(self, x):
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    return nn.SelfAttention(num_heads=2, out_features=self.out)(flat).reshape(x.shape[:-1] + (-1,))


class Causal(nn.Module):
  @nn.compact
  def __call__(self, x):
    inputs = nn.LayerNorm()(x)
    flat = inputs.reshape(inputs.shape[0], -1, inputs.shape[-1])
    mask = nn.make_causal_mask(flat[..., 0])
    y = nn.SelfAttention(num_heads=2)(flat, mask=mask).reshape(inputs.shape[:-1] + (-1,))
    return x + y


class Second(nn.Module):
  causal: bool = False

  @nn.compact
  def __call__(self, x):
    flat = x.swapaxes(1, -2)
    mask = nn.make_causal_mask(flat[..., 0]) if self.causal else None
    return nn.SelfAttention(num_heads=2)(flat, mask=mask).swapaxes(1, -2)


class Across(nn.Module):
  @nn.compact
  def __call__(self, x, memory):
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    flat_memory = memory.reshape(memory.shape[0], -1, memory.shape[-1])
    return nn.MultiHeadDotProductAttention(num_heads=2)(flat, flat_memory).reshape(x.shape[:-1] + (-1,))
