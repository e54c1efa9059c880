# Blocks take convolutions, norms and shortcuts by default argument, or a function for each.
from flax import nn
import jax.numpy as jnp


def identity(x, *args, **kwargs):
  del args, kwargs
  return x


def average_conv(x, features, kernel_size, strides=(1, 1), name=None):
  """Not learned: an average of channels, tiled."""
  x = x[:, ::strides[0], ::strides[1]]
  return jnp.tile(jnp.mean(x, axis=-1, keepdims=True), (1, 1, 1, features))


class ResBlock(nn.Module):
  def apply(self, x, features, strides=(1, 1), conv=nn.Conv, norm=nn.GroupNorm.partial(num_groups=2),
            act=nn.relu, shortcut=identity):
    y = conv(x, features, (3, 3), strides, name='conv1')
    y = act(norm(y, name='norm1'))
    y = conv(y, features, (3, 3), name='conv2')
    y = norm(y, name='norm2')
    return act(shortcut(x, features, (1, 1), strides, name='shortcut') + y)


class Net(nn.Module):
  def apply(self, x, width=4, normed=True, learned=True):
    norm = nn.BatchNorm.partial(use_running_average=False, momentum=0.9) if normed else identity
    conv = nn.Conv.partial(bias=False) if learned else average_conv
    x = nn.Conv(x, width, (3, 3), name='stem')
    x = ResBlock(x, width, norm=norm, conv=conv, name='b1')
    x = ResBlock(x, 2 * width, (2, 2), norm=norm, conv=conv, shortcut=nn.Conv, name='b2')
    return jnp.mean(x, axis=(1, 2))
