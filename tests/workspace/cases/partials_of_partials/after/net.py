import functools
from typing import Any, Callable

from flax import linen as nn

import parts
from parts import BLOCKS, LISTED, Smaller as S


class Base(nn.Module):
  block: Callable[..., Any] = parts.Small
  other: Callable[..., Any] = parts.Smaller

  @nn.compact
  def __call__(self, x):
    block_0 = self.block()(x)
    return self.other()(block_0)


class Net(nn.Module):
  kind: str = 'wide'
  base: Callable[..., Any] = functools.partial(Base, other=LISTED[1])

  @nn.compact
  def __call__(self, x):
    x = BLOCKS[self.kind]()(self.base()(x))
    for block in LISTED:
      x = block()(x)
    return S()(x)
