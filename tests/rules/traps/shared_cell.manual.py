# expect: LIN106 manual: features
from flax import nn


class Net(nn.Module):
  def apply(self, inputs, carry):
    cell = nn.LSTMCell.shared(name='cell')
    for t in range(3):
      carry, y = cell(carry, inputs[:, t])
    return y
