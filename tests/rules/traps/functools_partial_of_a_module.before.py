# Partials by functools, at module level and as a default, were as good as `.partial`.
import functools

from flax import nn

conv3 = functools.partial(nn.Conv, kernel_size=(3, 3), bias=False)


class Net(nn.Module):
  def apply(self, x, conv=functools.partial(nn.Conv, kernel_size=(1, 1))):
    x = conv3(x, 4)
    return conv(x, features=3)
