# expect: LIN101 unsafe: third argument
from flax import nn
import jax.numpy as jnp


def ones_like_that(key, shape):
  return jnp.ones(shape)


class Layer(nn.Module):
  def apply(self, x, kernel_init=nn.initializers.lecun_normal()):
    return nn.Dense(x, 3, kernel_init=kernel_init)


class Net(nn.Module):
  def apply(self, x):
    return Layer(x, kernel_init=ones_like_that)
