from flax import nn


class Block(nn.Module):

  def apply(self, x, num_heads, cache=None):
    y = nn.LayerNorm(x)
    y = nn.SelfAttention(y, num_heads=num_heads, attention_axis=(1,), causal_mask=True, cache=cache)
    return x + nn.Dense(y, x.shape[-1])


class Net(nn.Module):

  def apply(self, tokens, vocab_size, num_heads=2, cache=None):
    assert tokens.ndim == 2
    x = nn.Embed(tokens, num_embeddings=vocab_size, features=8)
    for _ in range(2):
      x = Block(x, num_heads, cache=cache)
    return nn.Dense(x, vocab_size)


class Refiner(nn.Module):
  """Makes a cache of its own, which no caller gets to see."""

  def apply(self, x, num_heads):
    return OwnBlock(x, num_heads, cache=nn.attention.Cache())


class OwnBlock(nn.Module):

  def apply(self, x, num_heads, cache=None):
    return nn.SelfAttention(x, num_heads=num_heads, attention_axis=(1,), causal_mask=True, cache=cache)
