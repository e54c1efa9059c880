from flax import nn


class Net(nn.Module):
  def apply(self, x, width, depth=2):
    for _ in range(depth):
      x = nn.Dense(x, width)
    return x

  @classmethod
  def small(cls):
    return cls.partial(width=3)


SMALL = Net.small()
