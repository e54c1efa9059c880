# What one of two norms has bound is not the other's to write out.
import functools

from flax import linen as nn


class Block(nn.Module):
  norm: str = 'batch'
  train: bool = True

  @nn.compact
  def __call__(self, x):
    if self.norm == 'batch':
      norm_fn = functools.partial(nn.BatchNorm, use_running_average=not self.train)
    else:
      norm_fn = nn.LayerNorm
    return norm_fn()(nn.Dense(4)(x))
