# Backslashes, parentheses, spaces around equals signs, trailing commas.
from flax import linen as nn, \
  struct


class Net(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    x = (nn.Dense)(self.features)(x) + \
        nn.Dense(self.features)(x)
    y = (nn.Dense(features = self.features, use_bias = False,)(x))
    return ((nn.relu(y)))
