import dataclasses
import functools
from typing import Any, Callable

from flax import linen as nn


class Block(nn.Module):
  """A block with a choice of layers."""

  features: Any
  dense: Any
  act: Callable[..., Any] = nn.relu
  scale: float = 1.

  @nn.compact
  def __call__(self, x, *, train=True):
    y = self.act(self.dense(self.features)(x))
    y = nn.Dropout(rate=0.25)(y, deterministic=not train)
    return self.dense(x.shape[-1])(y) * self.scale


class Gated(Block):
  """The block with a gate behind it."""

  features: Any = dataclasses.field(kw_only=True)
  ratio: int = 2

  @nn.compact
  def __call__(self, x, **kwargs):
    y = super().__call__(x, **kwargs)
    return y * nn.sigmoid(nn.Dense(y.shape[-1] // self.ratio * self.ratio, name='gate')(y))


class Halved(Gated):
  features: Any = dataclasses.field(kw_only=True)

  @nn.compact
  def __call__(self, x, **kwargs):
    return 0.5 * super().__call__(x, **kwargs)


class Net(nn.Module):

  block_cls: Callable[..., Any] = Block

  @nn.compact
  def __call__(self, x, train=True):
    dense = functools.partial(nn.Dense, use_bias=False)
    for i in range(2):
      x = self.block_cls(features=4 * i + 4, dense=dense, act=nn.tanh)(x, train=train)
    return x


def run(x, key):
  nets = [functools.partial(Net, block_cls=block) for block in (Block, functools.partial(Gated, ratio=3), Halved)]
  return [net.init(key, x, train=False) for net in nets]
