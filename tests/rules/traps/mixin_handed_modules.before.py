# Methods of classes that are no modules are handed modules, by each other too; bases and heirs call them alike.
from flax import nn


class Normed:
  def normed(self, x, norm):
    return norm(x, epsilon=1e-3)


class Mixin(Normed):
  def layer(self, x, conv, norm=nn.LayerNorm):
    x = conv(x, 3, (3,), bias=False)
    return self.normed(x, norm)

  @staticmethod
  def wide(x, dense):
    return dense(x, 2 * x.shape[-1])


class Net(Mixin, nn.Module):
  def apply(self, x):
    x = self.layer(x, nn.Conv)
    return self.wide(x, nn.Dense.partial(bias=False))


class Deeper(Net):
  def apply(self, x, width=4):
    x = self.layer(nn.Dense(x, width), norm=nn.GroupNorm.partial(num_groups=1), conv=nn.Conv)
    return self.wide(self.normed(x, nn.LayerNorm), nn.Dense)
