# What a loop, a branch or an index does to the number of axes is seen, and what can't be known is not taken for known.
from flax import linen as nn


class Folded(nn.Module):
  @nn.compact
  def __call__(self, x):
    assert x.ndim == 3
    for _ in range(2):
      flat = x.reshape(x.shape[0], -1, x.shape[-1])
      x = nn.SelfAttention(num_heads=2)(flat).reshape(x.shape[:-1] + (-1,))
      x = x[:, :, None]
    return x


class Branched(nn.Module):
  image: bool = False

  @nn.compact
  def __call__(self, x):
    if self.image:
      b, h, w, c = x.shape
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    y = nn.SelfAttention(num_heads=2)(flat).reshape(x.shape[:-1] + (-1,))
    return y


class Indexed(nn.Module):
  @nn.compact
  def __call__(self, frames):
    b, t, h, w, c = frames.shape
    inputs = frames[:, 0]
    flat = inputs.reshape(inputs.shape[0], -1, inputs.shape[-1])
    return nn.SelfAttention(num_heads=2)(flat).reshape(inputs.shape[:-1] + (-1,))


class Layer(nn.Module):
  @nn.compact
  def __call__(self, x):
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    return nn.SelfAttention(num_heads=2)(flat).reshape(x.shape[:-1] + (-1,))


class Both(nn.Module):
  @nn.compact
  def __call__(self, x):
    b, h, w, c = x.shape
    y = Layer()(x.reshape(b, h * w, c))
    return Layer()(x).reshape(b, h * w, c) + y


class Lists(nn.Module):
  @nn.compact
  def __call__(self, x):
    assert x.ndim == 4
    pieces = [x, x]
    for piece in pieces:
      flat = piece.reshape(piece.shape[0], -1, piece.shape[-1])
      x = x + nn.SelfAttention(num_heads=2)(flat).reshape(piece.shape[:-1] + (-1,))
    inputs = x[0]
    flat = inputs.reshape(inputs.shape[0], -1, inputs.shape[-1])
    return nn.SelfAttention(num_heads=2)(flat).reshape(inputs.shape[:-1] + (-1,))
