"""Squeeze and excitation."""

try:
  from flax.deprecated import nn
except ImportError:  # before it was moved there
  from flax import nn
import jax.numpy as jnp


class SqueezeExcite(nn.Module):
  """Weighs channels by what is in the whole image (arxiv.org/abs/1709.01507)."""

  def apply(self, x, ratio=4, min_features=2, act=nn.relu, gate_fn=nn.sigmoid):
    # Keeps both spatial axes, for broadcasting.
    features = x.shape[-1]
    reduced = max(features // ratio, min_features)
    y = jnp.mean(x, axis=(1, 2), keepdims=True)
    y = nn.Conv(y, reduced, kernel_size=(1, 1), name='reduce')
    y = act(y)
    y = nn.Conv(y, features=features, kernel_size=(1, 1), name='expand')
    return x * gate_fn(y)
