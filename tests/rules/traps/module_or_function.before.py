# Where a module may be a plain function, that is called in the same form.
from flax import nn


class Net(nn.Module):
  def apply(self, x, norm='layer'):
    if norm == 'layer':
      normalize = nn.LayerNorm.partial(epsilon=1e-5)
    else:
      normalize = lambda y: y
    return normalize(nn.Dense(x, 3))
