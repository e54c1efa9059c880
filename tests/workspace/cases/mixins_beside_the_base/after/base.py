from typing import Any

from flax import linen as nn


class Base(nn.Module):
  features: Any
  bias: bool = True
  train: bool = True

  @nn.compact
  def __call__(self, x):
    x = nn.Dense(self.features, use_bias=self.bias)(x)
    return self.post(x, self.train)

  def post(self, x, train):
    return x
