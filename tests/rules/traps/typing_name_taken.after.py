import typing

from flax import linen as nn

Any = object


class Net(nn.Module):
  width: typing.Any
  act: typing.Callable[..., typing.Any] = nn.relu

  @nn.compact
  def __call__(self, x):
    return self.act(nn.Dense(self.width)(x))
