# The size of a shared cell's carry: what a first one is asked for, or that of the carry which the module is given.
import jax
from flax import nn


class Given(nn.Module):
  def apply(self, inputs, carry):
    cell = nn.LSTMCell.shared(name='cell')
    for t in range(3):
      carry, y = cell(carry, inputs[:, t])
    return y


class Scanned(nn.Module):
  def apply(self, inputs, carry):
    cell = nn.GRUCell.shared(activation_fn=nn.relu, name='cell')
    return jax.lax.scan(cell, carry, inputs.transpose(1, 0, 2))


class Asked(nn.Module):
  def apply(self, inputs, hidden=4):
    cell = nn.OptimizedLSTMCell.shared(name='cell')
    carry = nn.OptimizedLSTMCell.initialize_carry(
        jax.random.PRNGKey(0), inputs.shape[:1], hidden)
    for t in range(3):
      carry, y = cell(carry, inputs[:, t])
    return y, carry


class Images(nn.Module):
  def apply(self, frames, features=4):
    cell = nn.ConvLSTM.shared(features=features, kernel_size=(3, 3), bias=False)
    carry = nn.ConvLSTM.initialize_carry(
        jax.random.PRNGKey(0), frames.shape[:1], (*frames.shape[2:4], features))
    for t in range(2):
      carry, y = cell(carry, frames[:, t])
    return y
