# expect: LIN103 unsafe: are others today (`dtype`, `bias`, `scale`)
from flax import nn


class Net(nn.Module):

  def apply(self, x, **kwargs):
    return nn.LayerNorm(x, **kwargs)
