# expect: LIN103 unsafe: `scale`
from flax import nn


class Act(nn.Module):
  def apply(self, x, features, scale=True):
    if scale:
      x = x * self.param('scale', (features,), nn.initializers.ones)
    return x


def act(x, **kwargs):
  return Act(x, **kwargs)
