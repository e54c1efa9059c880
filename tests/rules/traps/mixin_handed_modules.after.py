# Methods of classes that are no modules are handed modules, by each other too; bases and heirs call them alike.
import functools

from flax import linen as nn


class Normed:
  def normed(self, x, norm):
    return norm(epsilon=1e-3)(x)


class Mixin(Normed):
  def layer(self, x, conv, norm=nn.LayerNorm):
    x = conv(3, (3,), use_bias=False)(x)
    return self.normed(x, norm)

  @staticmethod
  def wide(x, dense):
    return dense(2 * x.shape[-1])(x)


class Net(Mixin, nn.Module):
  @nn.compact
  def __call__(self, x):
    x = self.layer(x, nn.Conv)
    return self.wide(x, functools.partial(nn.Dense, use_bias=False))


class Deeper(Net):
  width: int = 4

  @nn.compact
  def __call__(self, x):
    x = self.layer(nn.Dense(self.width)(x), norm=functools.partial(nn.GroupNorm, num_groups=1), conv=nn.Conv)
    return self.wide(self.normed(x, nn.LayerNorm), nn.Dense)
