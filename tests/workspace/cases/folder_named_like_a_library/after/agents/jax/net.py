from typing import Any

import jax
from flax import linen as nn


class Net(nn.Module):

  features: Any

  @nn.compact
  def __call__(self, x, rng):
    return nn.Dense(self.features)(x + jax.random.uniform(rng, x.shape))
