# expect: LIN106 manual: default
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    norm = nn.BatchNorm.shared(name='norm')
    return norm(norm(x), use_running_average=True)
