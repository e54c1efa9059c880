# What the old default said of BatchNorm's statistics is written out where the module is made, if no call says it.
from flax import linen as nn


class Net(nn.Module):
  train: bool = True

  @nn.compact
  def __call__(self, x):
    norm = nn.BatchNorm(momentum=0.9, use_running_average=False, name='norm')
    other = nn.BatchNorm(name='other')
    scale = nn.LayerNorm(use_bias=False, name='0')
    x = scale(norm(x) + scale(x))
    return other(x, use_running_average=not self.train)
