# Parameters named like what a Linen module, or this one, owns already.
from flax import nn


class Net(nn.Module):
  def apply(self, x, init=nn.initializers.ones, path='p', scope=3, setup=4, variables=5, parent=1, kernel=2, bias=True):
    w = self.param('kernel', (x.shape[-1], scope), init)
    if bias:
      x = x @ w + self.param('bias', (scope,), nn.initializers.zeros)
    x = nn.Dense(x, setup, name=path)
    return nn.Dense(x, variables + parent + kernel)
