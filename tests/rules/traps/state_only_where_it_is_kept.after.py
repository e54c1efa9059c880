# Modules that keep a state only where one is kept at all: today that is where it may change, or is there to be read.
from typing import Any

from flax import linen as nn
import jax.numpy as jnp
from jax import lax


class SpectralDense(nn.Module):
  features: Any
  train: bool = True

  @nn.compact
  def __call__(self, x):
    kernel = self.param('kernel', nn.initializers.lecun_normal(), (x.shape[-1], self.features))
    if self.is_mutable_collection('batch_stats') or self.has_variable('batch_stats', 'u'):
      u = self.variable('batch_stats', 'u', lambda: nn.initializers.normal(1.)(self.make_rng('params'), (1, self.features)))
      v = u.value @ kernel.T
      v /= jnp.linalg.norm(v)
      new_u = v @ kernel
      new_u /= jnp.linalg.norm(new_u)
      if self.train and not self.is_initializing():
        u.value = lax.stop_gradient(new_u)
      kernel /= jnp.sum(v @ kernel * new_u)
    return x @ kernel


class Norm(nn.Module):
  train: bool = True
  momentum: float = .9

  @nn.compact
  def __call__(self, x):
    mean = self.variable('batch_stats', 'mean', lambda: jnp.zeros(x.shape[-1:])) if self.is_mutable_collection('batch_stats') or self.has_variable('batch_stats', 'mean') else None
    batch_mean = x.mean(0)
    if (self.is_mutable_collection('batch_stats') or self.has_variable('batch_stats', 'mean')) and self.train and not self.is_initializing():
      mean.value = self.momentum * mean.value + (1. - self.momentum) * batch_mean
    return x - (mean.value if not self.train and (self.is_mutable_collection('batch_stats') or self.has_variable('batch_stats', 'mean')) else batch_mean)


class Net(nn.Module):
  features: int = 3
  train: bool = True

  @nn.compact
  def __call__(self, x):
    x = nn.relu(Norm(train=self.train)(SpectralDense(self.features, train=self.train)(x)))
    if (self.is_mutable_collection('batch_stats') or self.has_variable('batch_stats', 'count')) or self.features > 4:
      count = self.variable('batch_stats', 'count', lambda: jnp.zeros(()))
      x += jnp.tanh(count.value)
    return x
