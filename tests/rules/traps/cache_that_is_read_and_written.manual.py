# expect: LIN101 unsafe: cache of old attention
# An entry stays as it was when another one takes its place; a variable of today doesn't.
from flax import nn


class AddPosition(nn.Module):
  def apply(self, x, max_len=8, cache=None):
    table = self.param('table', (1, max_len, x.shape[-1]), nn.initializers.ones)
    if cache:
      if self.is_initializing():
        cache.store((4, 1, 1))
      else:
        entry = cache.retrieve(None)
        cache.store(entry.replace(i=entry.i + 1))
        x = x + entry.i
    return x + table[:, :x.shape[1]]
