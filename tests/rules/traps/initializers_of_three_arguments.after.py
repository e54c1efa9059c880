from typing import Any, Callable

from flax import linen as nn
import jax.numpy as jnp


def halves(key, shape, dtype=jnp.float32):
  return jnp.full(shape, 0.5, dtype)


def quarters(key, shape):
  return jnp.full(shape, 0.25)


class Layer(nn.Module):
  kernel_init: Callable[..., Any] = nn.initializers.lecun_normal()
  own_init: Callable[..., Any] = quarters

  @nn.compact
  def __call__(self, x):
    return nn.Dense(3, kernel_init=self.kernel_init)(x) * self.param('own', self.own_init, (3,))


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Layer(kernel_init=halves)(x)
