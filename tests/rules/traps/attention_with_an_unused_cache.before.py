# Nobody passes a cache, so what decodes is the flag of today, off.
from flax import nn


class Layer(nn.Module):
  def apply(self, x, mask=None, cache=None):
    return x + nn.SelfAttention(
        nn.LayerNorm(x), num_heads=2, causal_mask=True, padding_mask=mask, cache=cache)


class Decoder(nn.Module):
  def apply(self, x, mask=None, layers=2, cache=None):
    assert x.ndim == 3
    for _ in range(layers):
      x = Layer(x, mask=mask, cache=cache)
    return x
