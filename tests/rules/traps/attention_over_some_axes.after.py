# Axes of images and videos, each brought to where Linen attends.
import functools
from typing import Any

from flax import linen as nn
import jax.numpy as jnp


class Axial(nn.Module):
  heads: int = 2

  @nn.compact
  def __call__(self, x):
    for axis, name in ((1, 'rows'), (2, 'columns')):
      x = x + nn.SelfAttention(num_heads=self.heads, name=name)(x.swapaxes(axis, -2)).swapaxes(axis, -2)
    return x


class Turned(nn.Module):
  heads: int = 2
  axis: int = 1

  @nn.compact
  def __call__(self, x):
    flat = x.swapaxes(self.axis, -2)
    mask = nn.make_causal_mask(flat[..., 0])
    return nn.SelfAttention(num_heads=self.heads)(flat, mask=mask).swapaxes(self.axis, -2)


class Pixels(nn.Module):
  @nn.compact
  def __call__(self, images):
    b, h, w, c = images.shape
    y = nn.SelfAttention(num_heads=2)(images)
    flat = y.swapaxes(1, -2)
    mask = nn.make_causal_mask(flat[..., 0])
    return nn.SelfAttention(num_heads=2)(flat, mask=mask).swapaxes(1, -2)


class AllPixels(nn.Module):
  @nn.compact
  def __call__(self, images):
    b, h, w, c = images.shape
    flat = images.reshape(images.shape[0], -1, images.shape[-1])
    mask = nn.make_causal_mask(flat[..., 0])
    return nn.SelfAttention(num_heads=2)(flat, mask=mask).reshape(images.shape[:-1] + (-1,))


class Frames(nn.Module):
  @nn.compact
  def __call__(self, x):
    flat = x.reshape(x.shape[0], -1, *x.shape[3:]).swapaxes(1, -2)
    mask = nn.make_causal_mask(flat[..., 0])
    return nn.SelfAttention(num_heads=2)(flat, mask=mask).swapaxes(1, -2).reshape(x.shape[:-1] + (-1,))


class LaterAxes(nn.Module):
  @nn.compact
  def __call__(self, x):
    flat = x.reshape(*x.shape[:2], -1, *x.shape[4:]).swapaxes(2, -2)
    return nn.SelfAttention(num_heads=2)(flat).swapaxes(2, -2).reshape(x.shape[:-1] + (-1,))


class Video(nn.Module):
  out: Any

  @nn.compact
  def __call__(self, x, y):
    flat = x.reshape(x.shape[0], -1, *x.shape[4:]).swapaxes(1, -2)
    flat_memory = y.reshape(y.shape[0], -1, *y.shape[4:]).swapaxes(1, -2)
    return nn.MultiHeadDotProductAttention(
        num_heads=2, out_features=self.out)(flat, flat_memory).swapaxes(1, -2).reshape(x.shape[:-1] + (-1,))


class Padded(nn.Module):
  @nn.compact
  def __call__(self, images, mask):
    flat = images.reshape(images.shape[0], -1, images.shape[-1])
    attention_mask = nn.make_attention_mask(
        mask.reshape(flat.shape[:2]), mask.T.reshape(-1, flat.shape[0]).T)
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return nn.SelfAttention(num_heads=2, attention_fn=attend)(flat).reshape(images.shape[:-1] + (-1,))
