# expect: LIN101 manual: BatchNorm and LayerNorm
from flax import nn


class Block(nn.Module):
  def apply(self, x, batch=True):
    norm_fn = nn.BatchNorm if batch else nn.LayerNorm
    return norm_fn(nn.Dense(x, 4))
