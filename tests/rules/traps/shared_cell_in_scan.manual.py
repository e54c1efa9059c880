# expect: LIN101 manual: features
from flax import nn
import jax


class Net(nn.Module):
  def apply(self, inputs, carry):
    cell = nn.LSTMCell.shared(name='cell')
    return jax.lax.scan(cell, carry, inputs.transpose(1, 0, 2))
