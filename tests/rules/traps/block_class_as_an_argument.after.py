# A ResNet: the block's class and the partials of its layers are arguments.
import dataclasses
import functools
from typing import Any, Callable, Tuple

from flax import linen as nn


class Block(nn.Module):
  filters: Any
  conv: Any
  norm: Any
  act: Callable[..., Any] = nn.relu
  strides: Tuple[int, ...] = (1, 1)

  @nn.compact
  def __call__(self, x):
    return self.act(self.norm()(self.conv(self.filters, (3, 3), self.strides)(x)))


class ResNet(nn.Module):
  block_cls: Callable[..., Any] = Block
  stage_sizes: Any = dataclasses.field(default_factory=lambda: [1, 2])
  num_filters: int = 4
  train: bool = True

  @nn.compact
  def __call__(self, x):
    conv = functools.partial(nn.Conv, use_bias=False)
    norm = functools.partial(nn.BatchNorm, use_running_average=not self.train, momentum=0.9)
    for i, size in enumerate(self.stage_sizes):
      for j in range(size):
        strides = (2, 2) if i > 0 and j == 0 else (1, 1)
        x = self.block_cls(self.num_filters * 2 ** i, conv=conv, norm=norm, strides=strides)(x)
    return x.mean(axis=(1, 2))
