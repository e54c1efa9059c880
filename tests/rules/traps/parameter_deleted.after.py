# Parameters that the body deletes, inputs as well as fields.
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  features: Any
  train: bool = False
  scale: float = 2.0
  rng: Any = None

  @nn.compact
  def __call__(self, x):
    features = self.features
    train = self.train
    scale = self.scale
    rng = self.rng
    del train, rng
    y = nn.Dense(features)(x)
    del x
    y = y * scale
    del features, scale
    return y
