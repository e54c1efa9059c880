"""Recurrent models."""

from flax import jax_utils
from flax import nn
import flax.nn as fnn
import jax
from jax import numpy as jnp
from jax import random

from lumen.layers.norm import RMSNorm


class NormalizedGRUCell(nn.recurrent.RNNCellBase):
  """A gated recurrent unit with one gate, its candidate normalized."""

  def apply(self, carry, inputs, gate_fn=nn.sigmoid, activation_fn=nn.tanh):
    h = carry
    features = h.shape[-1]
    xh = jnp.concatenate([inputs, h], axis=-1)
    z = gate_fn(nn.Dense(xh, features, name='update'))
    n = nn.Dense(xh, features, bias=False, name='candidate')
    n = activation_fn(RMSNorm(n, name='norm'))
    new_h = (1. - z) * n + z * h
    return new_h, new_h

  @staticmethod
  def initialize_carry(rng, batch_dims, size, init_fn=nn.initializers.zeros):
    """What the cell begins with."""
    return init_fn(rng, batch_dims + (size,))


class CharRNN(nn.Module):
  """Characters one after the other, in a Python loop."""

  def apply(self, inputs, vocab_size, hidden_size=16, emb_dim=8):
    batch_size, length = inputs.shape
    x = nn.Embed(inputs, num_embeddings=vocab_size, features=emb_dim)
    cell = nn.LSTMCell.shared(name='cell')
    carry = nn.LSTMCell.initialize_carry(
        random.PRNGKey(0), (batch_size,), hidden_size)
    outputs = []
    for t in range(length):
      carry, y = cell(carry, x[:, t])
      outputs.append(y)
    return nn.Dense(jnp.stack(outputs, axis=1), vocab_size, name='logits')


class ScanLSTM(nn.Module):
  """The same for long sequences, with a scan over time."""

  def apply(self, inputs, hidden_size, init_carry_key=None):
    """Runs the cell over time.

    Args:
      inputs: `[length, batch, features]`, time first.
      hidden_size: size of the memory.
      init_carry_key: key for the first carry; zeros do not need any.

    Returns:
      Outputs of all steps and the last carry.
    """
    if init_carry_key is None:
      init_carry_key = random.PRNGKey(0)
    cell = nn.OptimizedLSTMCell.shared(name='lstm')
    carry = nn.OptimizedLSTMCell.initialize_carry(
        init_carry_key, inputs.shape[1:-1], hidden_size)
    carry, outputs = jax.lax.scan(lambda c, x: cell(c, x), carry, inputs)
    return outputs, carry


class BidirectionalGRU(fnn.Module):
  """Sentences from both ends; the last state of each is the answer."""

  def apply(self, x, hidden_size, cell_cls=fnn.GRUCell, keep_sequence=False):
    batch_size = x.shape[0]
    carry = cell_cls.initialize_carry(
        random.PRNGKey(0), (batch_size,), hidden_size)
    forward = cell_cls.shared(name='forward')
    backward = cell_cls.shared(name='backward')
    last_f, seq_f = jax_utils.scan_in_dim(forward, carry, x, axis=1)
    last_b, seq_b = jax_utils.scan_in_dim(backward, carry, x[:, ::-1], axis=1)
    if keep_sequence:
      return jnp.concatenate([seq_f, seq_b[:, ::-1]], axis=-1)
    return fnn.Dense(jnp.concatenate([last_f, last_b], -1), hidden_size)


class FramePredictor(nn.Module):
  """Guesses the next frame of a small video."""

  def apply(self, frames, features=4):
    batch, length, height, width, channels = frames.shape
    cell = nn.ConvLSTM.shared(
        features=features, kernel_size=(3, 3), name='memory')
    carry = nn.ConvLSTM.initialize_carry(
        random.PRNGKey(0), (batch,), (height, width, features))
    for t in range(length):
      carry, y = cell(carry, frames[:, t])
    return nn.Conv(y, channels, (1, 1))
