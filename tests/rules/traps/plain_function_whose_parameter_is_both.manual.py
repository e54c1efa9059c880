# expect: LIN103 manual: some calls pass `features` for an input, others for a setting
# One call takes it where `nn.Dense` has its width, the other where `Scaled` has an array.
from flax import nn


def same(x, features, name=None):
  return x


class Scaled(nn.Module):
  def apply(self, x, features):
    return x * features.sum()


class Net(nn.Module):
  def apply(self, x, wide=True, scaled=True):
    layer = nn.Dense if wide else same
    scale = Scaled if scaled else same
    return scale(layer(x, 4), x)
