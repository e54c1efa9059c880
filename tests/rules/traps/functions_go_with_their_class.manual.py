# expect: LIN103 unsafe: settings.finish
# The class wants a review, so what the functions make that only it calls stays with it.
from flax import nn


def body(x, width):
  conv = nn.Conv.partial(bias=False)
  return conv(x, features=width, kernel_size=(3, 3))


def head(x, width):
  return nn.Dense(body(x, width), width)


class Net(nn.Module):
  def apply(self, x, settings, width=4):
    return settings.finish(head(x, width), nn.LayerNorm)
