# What a function is mapped over is an array, all of it where nothing says that an argument is the same for all.
from flax import linen as nn
import jax


class Slots(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, slots, updates):
    new = nn.vmap(lambda self, s, u: nn.GRUCell(features=s.shape[-1], name='update')(s, u)[0], variable_axes={'params': None}, split_rngs={'params': False})(self, slots, updates)
    return nn.Dense(self.features)(new)


class Scaled(nn.Module):
  scale: float = 2.

  @nn.compact
  def __call__(self, x):
    return nn.vmap(lambda self, row, by: by * nn.Dense(3)(row), variable_axes={'params': None}, split_rngs={'params': False}, in_axes=(0, None))(self, x, self.scale)
