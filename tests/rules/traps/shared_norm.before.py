# What the old default said of BatchNorm's statistics is written out where the module is made, if no call says it.
from flax import nn


class Net(nn.Module):
  def apply(self, x, train=True):
    norm = nn.BatchNorm.shared(momentum=0.9, name='norm')
    other = nn.BatchNorm.shared(name='other')
    scale = nn.LayerNorm.shared(bias=False)
    x = scale(norm(x) + scale(x))
    return other(x, use_running_average=not train)
