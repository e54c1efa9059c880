import functools
from typing import Any

from flax import linen as nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  scale: Any

  @nn.compact
  def __call__(self, x):
    return self.scale * nn.Dense(1)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def make(scale):
  return functools.partial(Net, scale=scale)


def main():
  single = make(1.)
  double = make(2.)
  params = single().init(jax.random.PRNGKey(0), X)['params']
  larger, smaller = params, params
  return double().apply({'params': larger}, X), single().apply({'params': smaller}, X)


result = main()
