"""Normalization layers that flax.nn does not have."""

from flax import nn
from flax.nn import initializers
from jax import lax
import jax.numpy as jnp

from .common import Identity

__all__ = [
    'ActNorm',
    'get_norm',
    'NORMS',
    'RMSNorm',
    'RunningNorm',
    'SpectralDense',
]


class RMSNorm(nn.Module):
  """Divides by the root of the mean square."""

  def apply(self, x, epsilon=1e-6, scale=True, scale_init=initializers.ones):
    """Normalizes the last axis.

    Args:
      x: inputs of any rank.
      epsilon: added to the mean square.
      scale: whether there is a learned scale.
      scale_init: initializer for it.

    Returns:
      An array like x.
    """
    y = x * lax.rsqrt(jnp.mean(jnp.square(x), axis=-1, keepdims=True) + epsilon)
    if scale:
      y = y * self.param('scale', (x.shape[-1],), scale_init)
    return y


class RunningNorm(nn.Module):
  """Normalizes by statistics over everything seen, also while training."""

  def apply(self, x, train=True, momentum=0.99, epsilon=1e-5, center=True):
    features = x.shape[-1]
    axes = tuple(range(x.ndim - 1))

    mean = self.state('mean', (features,), initializers.zeros)
    mean_sq = self.state('mean_sq', (features,), initializers.ones)
    steps = self.state('steps', (), initializers.zeros)
    if train and not self.is_initializing():
      mean.value = momentum * mean.value + (1 - momentum) * jnp.mean(x, axes)
      mean_sq.value = (
          momentum * mean_sq.value + (1 - momentum) * jnp.mean(x ** 2, axes))
      steps.value += 1.

    # E[x^2] - E[x]^2 may come out below zero.
    var = jnp.maximum(mean_sq.value - mean.value ** 2, 0.)
    y = (x - mean.value) * lax.rsqrt(var + epsilon)
    y *= self.param('scale', (features,), initializers.ones)
    if center:
      y += self.param('bias', (features,), initializers.zeros)
    return y


class ActNorm(nn.Module):
  """Per channel affine map, initialized such that outputs are whitened."""

  def apply(self, x, epsilon=1e-6):
    axes = tuple(range(x.ndim - 1))
    shape = (x.shape[-1],)
    bias = self.param('bias', shape, lambda key, shape: -jnp.mean(x, axes))
    log_scale = self.param(
        'log_scale', shape,
        lambda key, shape: -jnp.log(jnp.std(x, axes) + epsilon))
    return (x + bias) * jnp.exp(log_scale)

  @nn.module_method
  def inverse(self, y, **unused_kwargs):
    """Undoes what the layer does."""
    bias = self.get_param('bias')
    log_scale = self.get_param('log_scale')
    return y * jnp.exp(-log_scale) - bias


class SpectralDense(nn.Module):
  """Dense layer whose kernel has a spectral norm of about one."""

  def apply(self,
            inputs,
            features,
            bias=True,
            num_iters=1,
            update_stats=True,
            kernel_init=initializers.lecun_normal(),
            bias_init=initializers.zeros):
    """Applies the layer.

    Args:
      inputs: array with the features in its last axis.
      features: number of outputs.
      bias: whether a bias is added.
      num_iters: steps of the power iteration at each call.
      update_stats: whether the singular vector is kept for the next call.
      kernel_init: initializer for the kernel.
      bias_init: initializer for the bias.

    Returns:
      The outputs.
    """
    kernel = self.param('kernel', (inputs.shape[-1], features), kernel_init)
    u = self.state('u', (1, features), initializers.normal(stddev=1.0))
    u_hat = u.value
    for _ in range(num_iters):
      v_hat = l2_normalize(jnp.matmul(u_hat, kernel.T))
      u_hat = l2_normalize(jnp.matmul(v_hat, kernel))
    u_hat, v_hat = lax.stop_gradient(u_hat), lax.stop_gradient(v_hat)
    sigma = jnp.sum(jnp.matmul(v_hat, kernel) * u_hat)
    if update_stats and not self.is_initializing():
      u.value = u_hat

    y = jnp.dot(inputs, kernel / sigma)
    if bias:
      y = y + self.param('bias', (features,), bias_init)
    return y


def l2_normalize(x, epsilon=1e-12):
  return x * lax.rsqrt(jnp.sum(x ** 2, axis=-1, keepdims=True) + epsilon)


# Normalizations by the name that configs use.
NORMS = {
    'batch': nn.BatchNorm.partial(momentum=0.9, epsilon=1e-5),
    'group': nn.GroupNorm.partial(num_groups=4, epsilon=1e-5),
    'layer': nn.LayerNorm,
    'rms': RMSNorm,
    'none': Identity,
}


def get_norm(name, train=True):
  """Looks a normalization up; only one of them behaves by `train`."""
  norm = NORMS[name]
  if name == 'batch':
    norm = norm.partial(use_running_average=not train)
  return norm
