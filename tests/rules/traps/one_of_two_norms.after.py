# A call that may be of either norm can't write out what one of them lost: it is bound where that one is named.
import functools
from typing import Any, Callable

from flax import linen as nn


class Block(nn.Module):
  batch: bool = True

  @nn.compact
  def __call__(self, x):
    norm_fn = functools.partial(nn.BatchNorm, use_running_average=False) if self.batch else nn.LayerNorm
    return norm_fn()(nn.Dense(4)(x))


class Plain(nn.Module):
  norm: Callable[..., Any] = functools.partial(nn.BatchNorm, use_running_average=False)

  @nn.compact
  def __call__(self, x):
    batch_norm_1 = self.norm()(nn.Dense(4)(x))
    return nn.BatchNorm(use_running_average=False)(batch_norm_1)
