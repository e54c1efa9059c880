# The cell is chosen by the caller: all that reach the parameter are asked in the same way.
import jax
from flax import nn


class Encoder(nn.Module):
  def apply(self, x, hidden, cell=nn.LSTMCell):
    carry = cell.initialize_carry(jax.random.PRNGKey(0), x.shape[:-1], hidden)
    return cell(carry, x)[1]


class Net(nn.Module):
  def apply(self, x):
    return Encoder(x, 3) + Encoder(x, 3, cell=nn.OptimizedLSTMCell)
