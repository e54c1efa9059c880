# Partials by functools, at module level and as a default, were as good as `.partial`.
import functools
from typing import Any, Callable

from flax import linen as nn

conv3 = functools.partial(nn.Conv, kernel_size=(3, 3), use_bias=False)


class Net(nn.Module):
  conv: Callable[..., Any] = functools.partial(nn.Conv, kernel_size=(1, 1))

  @nn.compact
  def __call__(self, x):
    x = conv3(4)(x)
    return self.conv(features=3)(x)
