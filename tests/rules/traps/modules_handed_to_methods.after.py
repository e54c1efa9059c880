# Methods that are handed modules, by position, by keyword and by their own defaults.
import functools

from flax import linen as nn


class Net(nn.Module):
  features: int = 4

  def normed(self, x, norm, act=nn.relu):
    return act(norm(epsilon=1e-3)(x))

  def layer(self, x, features, dense=nn.Dense):
    return dense(features)(x)

  @staticmethod
  def wide(x, dense):
    return dense(2 * x.shape[-1])(x)

  @nn.compact
  def __call__(self, x):
    x = self.normed(x, nn.LayerNorm)
    x = self.layer(x, self.features)
    x = self.normed(x, norm=functools.partial(nn.GroupNorm, num_groups=2), act=nn.tanh)
    return self.wide(x, functools.partial(nn.Dense, use_bias=False))
