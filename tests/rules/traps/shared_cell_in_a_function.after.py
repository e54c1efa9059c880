# A shared cell that a function makes which modules call.
from flax import linen as nn


def unroll(carry, xs, name):
  cell = nn.GRUCell(features=carry.shape[-1], name=name)
  ys = []
  for t in range(3):
    carry, y = cell(carry, xs[:, t])
    ys.append(y)
  return carry, ys


class Net(nn.Module):
  @nn.compact
  def __call__(self, xs, carry):
    carry, ys = unroll(carry, xs, 'unrolled')
    return carry, ys[-1]
