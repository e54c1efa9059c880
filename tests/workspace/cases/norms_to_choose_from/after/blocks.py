from typing import Any

from flax import linen as nn


def dense_norm(x, features, norm):
  return norm()(nn.Dense(features)(x))


class Block(nn.Module):
  norm: Any

  @nn.compact
  def __call__(self, x):
    return dense_norm(x, 4, self.norm)
