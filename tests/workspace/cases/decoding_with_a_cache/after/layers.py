from typing import Any

from flax import linen as nn


class Block(nn.Module):

  num_heads: Any

  @nn.compact
  def __call__(self, x, cache=None):
    y = nn.LayerNorm()(x)
    mask = nn.make_causal_mask(y[..., 0])
    y = nn.SelfAttention(num_heads=self.num_heads, decode=bool(cache))(y, mask=mask)
    return x + nn.Dense(x.shape[-1])(y)


class Net(nn.Module):

  vocab_size: Any
  num_heads: int = 2

  @nn.compact
  def __call__(self, tokens, cache=None):
    assert tokens.ndim == 2
    x = nn.Embed(num_embeddings=self.vocab_size, features=8)(tokens)
    for _ in range(2):
      x = Block(self.num_heads)(x, cache=cache)
    return nn.Dense(self.vocab_size)(x)


class Refiner(nn.Module):
  """Makes a cache of its own, which no caller gets to see."""

  def apply(self, x, num_heads):
    return OwnBlock(x, num_heads, cache=nn.attention.Cache())


class OwnBlock(nn.Module):

  def apply(self, x, num_heads, cache=None):
    return nn.SelfAttention(x, num_heads=num_heads, attention_axis=(1,), causal_mask=True, cache=cache)
