# expect: LIN101 unsafe: tuple
from flax import nn


class Net(nn.Module):
  def apply(self, x, hidden=4):
    for n in hidden if isinstance(hidden, list) else [hidden]:
      x = nn.Dense(x, n)
    return x
