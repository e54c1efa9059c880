# expect: LIN101 unsafe: handed a module
from flax import nn


class Mixin:
  def norm(self, x, norm):
    return norm(x, epsilon=1e-3)


class Net(Mixin, nn.Module):
  def apply(self, x):
    return nn.relu(self.norm(x, nn.LayerNorm))
