# `name=` before other arguments, and the input last, by keyword.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    x = nn.Dense(name='a', features=3)(x)
    return nn.Dense(features=2, name='b', use_bias=False)(inputs=x)
