import copy

from flax import nn


class Net(nn.Module):
  def apply(self, x, config):
    config = copy.deepcopy(config)
    config['depth'] += 1
    for _ in range(config['depth']):
      x = nn.Dense(x, config['width'])
    return x


class Stack(nn.Module):
  def apply(self, x, sizes):
    sizes = copy.copy(sizes)
    sizes.append(2)
    for size in sizes:
      x = nn.Dense(x, size)
    return x


class Both(nn.Module):
  def apply(self, x):
    return Stack(Net(x, config={'depth': 1, 'width': 4}), sizes=[3, 5])
