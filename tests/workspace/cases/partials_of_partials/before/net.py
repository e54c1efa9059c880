from flax import nn

import parts
from parts import BLOCKS, LISTED, Smaller as S


class Base(nn.Module):
  def apply(self, x, block=parts.Small, other=parts.Smaller):
    return other(block(x))


class Net(nn.Module):
  def apply(self, x, kind='wide', base=Base.partial(other=LISTED[1])):
    x = BLOCKS[kind](base(x))
    for block in LISTED:
      x = block(x)
    return S(x)
