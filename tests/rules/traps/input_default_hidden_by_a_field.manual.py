# expect: LIN101 unsafe: reads `shift`
from flax import nn

shift = 2.0


class Net(nn.Module):
  def apply(self, x, mask=shift, shift=3):
    return nn.Dense(x * mask, shift)


class Outer(nn.Module):
  def apply(self, x):
    return Net(x, nn.Dense(x, 4))
