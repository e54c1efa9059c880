# What a loop, a branch or an index does to the number of axes is seen, and what can't be known is not taken for known.
from flax import nn


class Folded(nn.Module):
  def apply(self, x):
    assert x.ndim == 3
    for _ in range(2):
      x = nn.SelfAttention(x, num_heads=2)
      x = x[:, :, None]
    return x


class Branched(nn.Module):
  def apply(self, x, image=False):
    if image:
      b, h, w, c = x.shape
    y = nn.SelfAttention(x, num_heads=2)
    return y


class Indexed(nn.Module):
  def apply(self, frames):
    b, t, h, w, c = frames.shape
    return nn.SelfAttention(frames[:, 0], num_heads=2)


class Layer(nn.Module):
  def apply(self, x):
    return nn.SelfAttention(x, num_heads=2)


class Both(nn.Module):
  def apply(self, x):
    b, h, w, c = x.shape
    y = Layer(x.reshape(b, h * w, c))
    return Layer(x).reshape(b, h * w, c) + y


class Lists(nn.Module):
  def apply(self, x):
    assert x.ndim == 4
    pieces = [x, x]
    for piece in pieces:
      x = x + nn.SelfAttention(piece, num_heads=2)
    return nn.SelfAttention(x[0], num_heads=2)
