# expect: LIN103 unsafe: holds `bias`, which is `use_bias` today
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    settings = dict(bias=False)
    return nn.Dense(x, 3, **settings)
