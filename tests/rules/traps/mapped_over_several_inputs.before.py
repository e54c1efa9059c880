# What a function is mapped over is an array, all of it where nothing says that an argument is the same for all.
from flax import nn
import jax


class Slots(nn.Module):
  def apply(self, slots, updates, features=3):
    new = jax.vmap(lambda s, u: nn.GRUCell(s, u, name='update')[0])(slots, updates)
    return nn.Dense(new, features)


class Scaled(nn.Module):
  def apply(self, x, scale=2.):
    return jax.vmap(lambda row, by: by * nn.Dense(row, 3), in_axes=(0, None))(x, scale)
