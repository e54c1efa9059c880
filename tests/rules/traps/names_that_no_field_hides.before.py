# Inside of lambdas, comprehensions and methods a name is not looked up in the class body, so no field hides it there.
from flax import nn

width = 8
factor = 2


class Net(nn.Module):
  def apply(self, x, width=3, factor=5, act=lambda x: x * width, sizes=tuple(factor for _ in range(2))):
    return act(self.scaled(nn.Dense(x, width * factor + sizes[0])))

  def scaled(self, x):
    return x * width * factor
