# Methods that are handed modules, by position, by keyword and by their own defaults.
from flax import nn


class Net(nn.Module):
  def normed(self, x, norm, act=nn.relu):
    return act(norm(x, epsilon=1e-3))

  def layer(self, x, features, dense=nn.Dense):
    return dense(x, features)

  @staticmethod
  def wide(x, dense):
    return dense(x, 2 * x.shape[-1])

  def apply(self, x, features=4):
    x = self.normed(x, nn.LayerNorm)
    x = self.layer(x, features)
    x = self.normed(x, norm=nn.GroupNorm.partial(num_groups=2), act=nn.tanh)
    return self.wide(x, nn.Dense.partial(bias=False))
