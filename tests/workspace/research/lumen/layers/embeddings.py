"""Embeddings of positions."""

from flax import nn
import jax.numpy as jnp
import numpy as np


def sinusoidal_init(max_len=2048, max_timescale=1.0e4):
  """An initializer with fixed sines and cosines.

  Args:
    max_len: number of positions.
    max_timescale: the longest wave, as a multiple of 2 pi.

  Returns:
    init: function from key and shape to an array `[1, max_len, features]`.
  """

  def init(key, shape):
    del key
    features = shape[-1]
    position = np.arange(max_len, dtype=np.float32)[:, np.newaxis]
    rates = np.exp(
        -np.log(max_timescale) * np.arange(0, features, 2) / max(features, 1))
    table = np.zeros((max_len, features), dtype=np.float32)
    table[:, 0::2] = np.sin(position * rates)
    table[:, 1::2] = np.cos(position * rates)[:, :features // 2]
    return jnp.asarray(table[np.newaxis])

  return init


class PositionEmbs(nn.Module):
  """Adds embeddings of the positions."""

  def apply(self, inputs, positions=None, max_len=512, posemb_init=None):
    """Adds learned or fixed embeddings of the positions.

    Args:
      inputs: `[batch, length, features]`.
      positions: `[batch, length]`, where examples are packed or decoded one
        token at a time; else they count from zero.
      max_len: number of positions.
      posemb_init: initializer of a learned table; a fixed one if it is None.

    Returns:
      An array like the inputs.
    """
    assert inputs.ndim == 3, 'Inputs are [batch, length, features]'
    shape = (1, max_len, inputs.shape[-1])
    if posemb_init is None:
      table = sinusoidal_init(max_len)(None, shape)
    else:
      table = self.param('pos_embedding', shape, posemb_init)
    if positions is None:
      return inputs + table[:, :inputs.shape[1]]
    return inputs + jnp.take(table[0], positions, axis=0)
