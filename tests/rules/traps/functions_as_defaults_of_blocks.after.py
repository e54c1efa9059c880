# Blocks take convolutions, norms and shortcuts by default argument, or a function for each.
import functools
from typing import Any, Callable, Tuple

from flax import linen as nn
import jax.numpy as jnp


def identity(*args, **kwargs):
  del args, kwargs
  return lambda x: x


def average_conv(features, kernel_size, strides=(1, 1), name=None):
  """Not learned: an average of channels, tiled."""
  def call(x):
    x = x[:, ::strides[0], ::strides[1]]
    return jnp.tile(jnp.mean(x, axis=-1, keepdims=True), (1, 1, 1, features))
  return call


class ResBlock(nn.Module):
  features: Any
  strides: Tuple[int, ...] = (1, 1)
  conv: Callable[..., Any] = nn.Conv
  norm: Callable[..., Any] = functools.partial(nn.GroupNorm, num_groups=2)
  act: Callable[..., Any] = nn.relu
  shortcut_: Callable[..., Any] = identity

  @nn.compact
  def __call__(self, x):
    y = self.conv(self.features, (3, 3), self.strides, name='conv1')(x)
    y = self.act(self.norm(name='norm1')(y))
    y = self.conv(self.features, (3, 3), name='conv2')(y)
    y = self.norm(name='norm2')(y)
    return self.act(self.shortcut_(self.features, (1, 1), self.strides, name='shortcut')(x) + y)


class Net(nn.Module):
  width: int = 4
  normed: bool = True
  learned: bool = True

  @nn.compact
  def __call__(self, x):
    norm = functools.partial(nn.BatchNorm, use_running_average=False, momentum=0.9) if self.normed else identity
    conv = functools.partial(nn.Conv, use_bias=False) if self.learned else average_conv
    x = nn.Conv(self.width, (3, 3), name='stem')(x)
    x = ResBlock(self.width, norm=norm, conv=conv, name='b1')(x)
    x = ResBlock(2 * self.width, (2, 2), norm=norm, conv=conv, shortcut_=nn.Conv, name='b2')(x)
    return jnp.mean(x, axis=(1, 2))
