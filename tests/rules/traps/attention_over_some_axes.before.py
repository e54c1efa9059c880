# Axes of images and videos, each brought to where Linen attends.
from flax import nn
import jax.numpy as jnp


class Axial(nn.Module):
  def apply(self, x, heads=2):
    for axis, name in ((1, 'rows'), (2, 'columns')):
      x = x + nn.SelfAttention(x, num_heads=heads, attention_axis=(axis,), name=name)
    return x


class Turned(nn.Module):
  def apply(self, x, heads=2, axis=1):
    return nn.SelfAttention(x, num_heads=heads, attention_axis=(axis,), causal_mask=True)


class Pixels(nn.Module):
  def apply(self, images):
    b, h, w, c = images.shape
    y = nn.SelfAttention(images, num_heads=2, attention_axis=(2,))
    return nn.SelfAttention(y, num_heads=2, attention_axis=(1,), causal_mask=True)


class AllPixels(nn.Module):
  def apply(self, images):
    b, h, w, c = images.shape
    return nn.SelfAttention(images, num_heads=2, attention_axis=(1, 2), causal_mask=True)


class Frames(nn.Module):
  def apply(self, x):
    return nn.SelfAttention(x, num_heads=2, attention_axis=(1, 2), causal_mask=True)


class LaterAxes(nn.Module):
  def apply(self, x):
    return nn.SelfAttention(x, num_heads=2, attention_axis=(2, 3))


class Video(nn.Module):
  def apply(self, x, y, out):
    return nn.MultiHeadDotProductAttention(
        x, y, num_heads=2, out_features=out, attention_axis=(1, 2, 3))


class Padded(nn.Module):
  def apply(self, images, mask):
    return nn.SelfAttention(images, num_heads=2, padding_mask=mask)
