"""RealNVP: affine couplings with alternating masks, and their exact log-determinant."""

from flax import nn
import jax.numpy as jnp


class Coupling(nn.Module):
  def apply(self, x, mask, hidden=6, num_layers=2):
    h = x * mask
    for _ in range(num_layers):
      h = nn.tanh(nn.Dense(h, hidden))
    params = nn.Dense(h, 2 * x.shape[-1], kernel_init=nn.initializers.zeros)
    log_scale, shift = jnp.split(params, 2, axis=-1)
    log_scale = nn.tanh(log_scale) * (1 - mask)
    y = x * jnp.exp(log_scale) + shift * (1 - mask)
    return y, log_scale.sum(-1)


class Permute(nn.Module):
  def apply(self, x):
    return x[..., ::-1]


class RealNVP(nn.Module):
  def apply(self, x, num_couplings=3, hidden=6):
    log_det = jnp.zeros(x.shape[0])
    mask = (jnp.arange(x.shape[-1]) % 2).astype(x.dtype)
    for i in range(num_couplings):
      x, change = Coupling(x, mask if i % 2 == 0 else 1 - mask, hidden=hidden)
      x = Permute(x)
      log_det = log_det + change
    prior = -0.5 * jnp.sum(x**2 + jnp.log(2 * jnp.pi), -1)
    return prior + log_det
