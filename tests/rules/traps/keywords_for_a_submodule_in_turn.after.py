# A default is read off the class that has it, where that stands above; else it is written out.
from flax import linen as nn


class Net(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x, **kwargs):
    return Later(width=self.width)(x, **kwargs)


class Later(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x, mask=None):
    x = nn.Dense(self.width)(x)
    return x if mask is None else x * mask.sum()


class Two(nn.Module):
  twice: bool = False

  @nn.compact
  def __call__(self, x, **kwargs):
    y = Later(width=3)(x, **kwargs)
    return Later()(y, **kwargs) if self.twice else y


class Loop(nn.Module):
  n: int = 3
  width: int = Later.width

  @nn.compact
  def __call__(self, x, **kwargs):
    for i in range(self.n):
      x = Later(name=f'l{i}', width=self.width)(x, **kwargs)
    return x


