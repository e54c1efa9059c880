"""Layers that modulate one input by another."""

from flax import nn
import jax.numpy as jnp


class FiLM(nn.Module):
  """Feature-wise linear modulation (https://arxiv.org/abs/1709.07871)."""

  def apply(self, hidden, x, context, act=nn.relu, zero_init=False):
    """Scales and shifts x by what a small network says about the context.

    Args:
      hidden: width of that network.
      x: the features to be modulated, `[batch, ..., channels]`.
      context: one vector for each example, `[batch, dim]`.
      act: its nonlinearity.
      zero_init: whether it begins as the identity.
    """
    channels = x.shape[-1]
    if zero_init:
      kernel_init = nn.initializers.zeros
    else:
      kernel_init = nn.initializers.lecun_normal()
    h = act(nn.Dense(context, hidden))
    h = nn.Dense(h, 2 * channels, kernel_init=kernel_init)
    scale, shift = jnp.split(h, 2, axis=-1)
    shape = (x.shape[0],) + (1,) * (x.ndim - 2) + (channels,)
    return x * (1. + scale.reshape(shape)) + shift.reshape(shape)
