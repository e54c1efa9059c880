import functools

from flax import nn

Norm = functools.partial(nn.LayerNorm, epsilon=1e-5)


def norm_of(kind):
  return nn.GroupNorm.partial(epsilon=1e-5) if kind == 'group' else Norm
