# A pattern binds `width`; with `self.width` in its place it would compare instead.
from flax import nn


class Net(nn.Module):
  def apply(self, x, kind=('wide', 3), width=2):
    match kind:
      case ('wide', width):
        x = nn.relu(x)
    return nn.Dense(x, width)
