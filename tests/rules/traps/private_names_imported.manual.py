# expect: LIN001 manual: It was never public
from flax.nn.normalization import _absolute_dims


def total(x):
  return x.sum(_absolute_dims(x.ndim, (-1,)))
