# Inside of lambdas, comprehensions and methods a name is not looked up in the class body, so no field hides it there.
from typing import Any, Callable

from flax import linen as nn

width = 8
factor = 2


class Net(nn.Module):
  width: int = 3
  factor: int = 5
  act: Callable[..., Any] = lambda x: x * width
  sizes: Any = tuple(factor for _ in range(2))

  @nn.compact
  def __call__(self, x):
    return self.act(self.scaled(nn.Dense(self.width * self.factor + self.sizes[0])(x)))

  def scaled(self, x):
    return x * width * factor
