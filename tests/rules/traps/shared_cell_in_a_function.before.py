# A shared cell that a function makes which modules call.
from flax import nn


def unroll(carry, xs, name):
  cell = nn.GRUCell.shared(name=name)
  ys = []
  for t in range(3):
    carry, y = cell(carry, xs[:, t])
    ys.append(y)
  return carry, ys


class Net(nn.Module):
  def apply(self, xs, carry):
    carry, ys = unroll(carry, xs, 'unrolled')
    return carry, ys[-1]
