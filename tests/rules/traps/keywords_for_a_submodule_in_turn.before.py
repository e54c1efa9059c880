# A default is read off the class that has it, where that stands above; else it is written out.
from flax import nn


class Net(nn.Module):
  def apply(self, x, **kwargs):
    return Later(x, **kwargs)


class Later(nn.Module):
  def apply(self, x, width=3, mask=None):
    x = nn.Dense(x, width)
    return x if mask is None else x * mask.sum()


class Two(nn.Module):
  def apply(self, x, twice=False, **kwargs):
    y = Later(x, width=3, **kwargs)
    return Later(y, **kwargs) if twice else y


class Loop(nn.Module):
  def apply(self, x, n=3, **kwargs):
    for i in range(n):
      x = Later(x, name=f'l{i}', **kwargs)
    return x


