"""What several layers and models need."""

from flax import nn
import jax.numpy as jnp


class Identity(nn.Module):
  """Stands where a layer is wanted but nothing is to be done."""

  def apply(self, x):
    return x


class ShortcutMixin:
  """For residual blocks: a shortcut that follows when shapes change."""

  def shortcut(self, residual, y, conv, norm, strides=(1, 1)):
    """Projects the input of a block to the shape of its output.

    Args:
      residual: the input of the block.
      y: what the block computed.
      conv: convolution class, without a bias.
      norm: normalization class.
      strides: the strides of the block.

    Returns:
      The input itself if it has the right shape already.
    """
    if residual.shape != y.shape:
      residual = conv(residual, y.shape[-1], (1, 1), strides, name='proj_conv')
      residual = norm(residual, name='proj_norm')
    return residual


def conv_norm_act(x, features, kernel_size, strides=None, norm=nn.BatchNorm,
                  act=nn.relu, name='conv'):
  """A convolution with everything that usually follows it."""
  x = nn.Conv(x, features, kernel_size, strides=strides, bias=False, name=name)
  x = norm(x, name=name + '_norm')
  return act(x) if act is not None else x


def global_pool(x, mode='avg'):
  """Pools over all positions of an image."""
  if mode == 'avg':
    return jnp.mean(x, axis=(1, 2))
  if mode == 'max':
    return jnp.max(x, axis=(1, 2))
  raise ValueError('Unknown pooling: {}'.format(mode))
