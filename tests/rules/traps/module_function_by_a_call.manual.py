# expect: LIN108 manual: class
from flax import nn

Head = nn.module(lambda x: x * 2)


class Net(nn.Module):
  def apply(self, x):
    return Head(x)
