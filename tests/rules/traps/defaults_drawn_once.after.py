# What is drawn for a default was drawn once, where the class stands, and stays the same for all instances.
import dataclasses
from typing import Any

from flax import linen as nn
from jax import random
import jax.numpy as jnp
import numpy as np

KEY = random.PRNGKey(0)
DRAWS = np.random.RandomState(0)


def counted(start=[0]):
  start[0] += 1
  return [start[0]]


class Net(nn.Module):
  w: Any = dataclasses.field(default_factory=lambda value=DRAWS.randn(4): value)
  b: Any = dataclasses.field(default_factory=lambda value=DRAWS.uniform(): value)
  n: Any = 3 + int(DRAWS.randint(1))
  k: Any = dataclasses.field(default_factory=lambda: random.normal(KEY, (4,)))
  table: Any = dataclasses.field(default_factory=lambda value=DRAWS.randn(4).tolist(): value)
  number: Any = dataclasses.field(default_factory=lambda value=counted(): value)

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.n)(x * self.w + self.b + self.k + jnp.asarray(self.table)) * self.number[0]


class Outer(nn.Module):
  w: Any = dataclasses.field(default_factory=lambda value=np.asarray(DRAWS.randn(4)): value)

  @nn.compact
  def __call__(self, x):
    net_0 = Net()(x)
    return Net()(net_0 @ jnp.ones((3, 4)) * self.w)
