# A nested function that assigns to a parameter: it has to stay a local variable.
from flax import linen as nn


class Net(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    features = self.features
    def wider():
      nonlocal features
      features += 1
      return features

    x = nn.Dense(wider())(x)
    return nn.Dense(features)(x)
