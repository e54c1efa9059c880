# A parameter named `Any`, and another `Tuple` in the file.
from flax import nn
from typing import Any

Tuple = 3


class Net(nn.Module):
  def apply(self, x, sizes=(1, 2), Any=None, act=None):
    return nn.Dense(x, sizes[0] + Tuple)
