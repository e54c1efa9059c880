import torch.optim
from jax.experimental import optimizers as optim
from torch import optim as toptim


def create(params, flax):
  return torch.optim.Adam(params), toptim.SGD(params, 0.1), optim.adam(0.1), flax.optim.Adam(0.1)


class optimizers:
  Adam = dict


print(optimizers.Adam(lr=1))
