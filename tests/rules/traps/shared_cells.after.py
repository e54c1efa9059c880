# The size of a shared cell's carry: what a first one is asked for, or that of the carry which the module is given.
import jax
from flax import linen as nn


class Given(nn.Module):
  @nn.compact
  def __call__(self, inputs, carry):
    cell = nn.LSTMCell(features=carry[0].shape[-1], name='cell')
    for t in range(3):
      carry, y = cell(carry, inputs[:, t])
    return y


class Scanned(nn.Module):
  @nn.compact
  def __call__(self, inputs, carry):
    cell = nn.GRUCell(features=carry.shape[-1], activation_fn=nn.relu, name='cell')
    return nn.scan(lambda cell, *args: cell(*args), variable_broadcast='params', split_rngs={'params': False})(cell, carry, inputs.transpose(1, 0, 2))


class Asked(nn.Module):
  hidden: int = 4

  @nn.compact
  def __call__(self, inputs):
    cell = nn.OptimizedLSTMCell(features=self.hidden, name='cell')
    carry = nn.OptimizedLSTMCell(self.hidden, parent=None).initialize_carry(jax.random.PRNGKey(0), (*inputs.shape[:1], self.hidden))
    for t in range(3):
      carry, y = cell(carry, inputs[:, t])
    return y, carry


class Images(nn.Module):
  features: int = 4

  @nn.compact
  def __call__(self, frames):
    cell = nn.ConvLSTMCell(features=self.features, kernel_size=(3, 3), use_bias=False, name='0')
    carry = nn.ConvLSTMCell(self.features, (1,) * (len((*frames.shape[2:4], self.features)) - 1), parent=None).initialize_carry(jax.random.PRNGKey(0), (*frames.shape[:1], *frames.shape[2:4], self.features))
    for t in range(2):
      carry, y = cell(carry, frames[:, t])
    return y
