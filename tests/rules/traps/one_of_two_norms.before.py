# A call that may be of either norm can't write out what one of them lost: it is bound where that one is named.
from flax import nn


class Block(nn.Module):
  def apply(self, x, batch=True):
    norm_fn = nn.BatchNorm if batch else nn.LayerNorm
    return norm_fn(nn.Dense(x, 4))


class Plain(nn.Module):
  def apply(self, x, norm=nn.BatchNorm):
    return nn.BatchNorm(norm(nn.Dense(x, 4)))
