# The cell is chosen by the caller: all that reach the parameter are asked in the same way.
from typing import Any, Callable

import jax
from flax import linen as nn


class Encoder(nn.Module):
  hidden: Any
  cell: Callable[..., Any] = nn.LSTMCell

  @nn.compact
  def __call__(self, x):
    carry = self.cell(self.hidden, parent=None).initialize_carry(jax.random.PRNGKey(0), (*x.shape[:-1], self.hidden))
    return self.cell(features=carry[0].shape[-1])(carry, x)[1]


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Encoder(3)(x) + Encoder(3, cell=nn.OptimizedLSTMCell)(x)
