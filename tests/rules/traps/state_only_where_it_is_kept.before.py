# Modules that keep a state only where one is kept at all: today that is where it may change, or is there to be read.
from flax import nn
import jax.numpy as jnp
from jax import lax


class SpectralDense(nn.Module):
  def apply(self, x, features, train=True):
    kernel = self.param('kernel', (x.shape[-1], features), nn.initializers.lecun_normal())
    if self.is_stateful():
      u = self.state('u', (1, features), nn.initializers.normal(1.))
      v = u.value @ kernel.T
      v /= jnp.linalg.norm(v)
      new_u = v @ kernel
      new_u /= jnp.linalg.norm(new_u)
      if train and not self.is_initializing():
        u.value = lax.stop_gradient(new_u)
      kernel /= jnp.sum(v @ kernel * new_u)
    return x @ kernel


class Norm(nn.Module):
  def apply(self, x, train=True, momentum=.9):
    mean = self.state('mean', x.shape[-1:], nn.initializers.zeros) if self.is_stateful() else None
    batch_mean = x.mean(0)
    if self.is_stateful() and train and not self.is_initializing():
      mean.value = momentum * mean.value + (1. - momentum) * batch_mean
    return x - (mean.value if not train and self.is_stateful() else batch_mean)


class Net(nn.Module):
  def apply(self, x, features=3, train=True):
    x = nn.relu(Norm(SpectralDense(x, features, train=train), train=train))
    if self.is_stateful() or features > 4:
      count = self.state('count', (), nn.initializers.zeros)
      x += jnp.tanh(count.value)
    return x
