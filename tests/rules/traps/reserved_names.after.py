# Parameters named like what a Linen module, or this one, owns already.
from typing import Any, Callable

from flax import linen as nn


class Net(nn.Module):
  init_: Callable[..., Any] = nn.initializers.ones
  path_: str = 'p'
  scope_: int = 3
  setup_: int = 4
  variables_: int = 5
  parent_: int = 1
  kernel_: int = 2
  use_bias: bool = True

  @nn.compact
  def __call__(self, x):
    w = self.param('kernel', self.init_, (x.shape[-1], self.scope_))
    if self.use_bias:
      x = x @ w + self.param('bias', nn.initializers.zeros, (self.scope_,))
    x = nn.Dense(self.setup_, name=self.path_)(x)
    return nn.Dense(self.variables_ + self.parent_ + self.kernel_)(x)
