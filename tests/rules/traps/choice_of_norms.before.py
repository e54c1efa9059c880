# What one of two norms has bound is not the other's to write out.
from flax import nn


class Block(nn.Module):
  def apply(self, x, norm='batch', train=True):
    if norm == 'batch':
      norm_fn = nn.BatchNorm.partial(use_running_average=not train)
    else:
      norm_fn = nn.LayerNorm
    return norm_fn(nn.Dense(x, 4))
