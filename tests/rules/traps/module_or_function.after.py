# Where a module may be a plain function, that is called in the same form.
import functools

from flax import linen as nn


class Net(nn.Module):
  norm: str = 'layer'

  @nn.compact
  def __call__(self, x):
    if self.norm == 'layer':
      normalize = functools.partial(nn.LayerNorm, epsilon=1e-5)
    else:
      normalize = lambda: lambda y: y
    return normalize()(nn.Dense(3)(x))
