# expect: LIN108 manual: class
from flax import nn

Head = nn.module(lambda x: nn.Dense(x, 2))


class Net(nn.Module):
  def apply(self, x):
    return Head(x)
