# expect: LIN103 manual: takes no `use_running_average`
from flax import nn


def identity(x):
  return x


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = nn.BatchNorm if normed else identity
    return norm(x)
