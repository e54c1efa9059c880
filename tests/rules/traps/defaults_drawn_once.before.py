# What is drawn for a default was drawn once, where the class stands, and stays the same for all instances.
from flax import nn
from jax import random
import jax.numpy as jnp
import numpy as np

KEY = random.PRNGKey(0)
DRAWS = np.random.RandomState(0)


def counted(start=[0]):
  start[0] += 1
  return [start[0]]


class Net(nn.Module):
  def apply(self, x, w=DRAWS.randn(4), b=DRAWS.uniform(), n=3 + int(DRAWS.randint(1)), k=random.normal(KEY, (4,)),
            table=DRAWS.randn(4).tolist(), number=counted()):
    return nn.Dense(x * w + b + k + jnp.asarray(table), n) * number[0]


class Outer(nn.Module):
  def apply(self, x, w=np.asarray(DRAWS.randn(4))):
    return Net(Net(x) @ jnp.ones((3, 4)) * w)
