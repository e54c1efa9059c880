"""A conditional neural process: a set encoder with masked means, and a decoder of mean and variance."""

from flax import nn
import jax.numpy as jnp


@nn.module
def mlp(x, widths, act=nn.relu, final_act=None):
  for width in widths[:-1]:
    x = act(nn.Dense(x, width))
  x = nn.Dense(x, widths[-1])
  return x if final_act is None else final_act(x)


class MaskedMean(nn.Module):
  def apply(self, x, mask):
    weights = mask.astype(x.dtype)[..., None]
    return (x * weights).sum(1) / jnp.maximum(weights.sum(1), 1.0)


class NeuralProcess(nn.Module):
  def apply(self, context_x, context_y, target_x, mask=None, width=4, min_scale=0.1):
    pairs = jnp.concatenate([context_x, context_y], axis=-1)
    h = mlp(pairs, (width, width), name="encoder")
    if mask is None:
      mask = jnp.ones(h.shape[:2])
    r = MaskedMean(h, mask)
    r = jnp.repeat(r[:, None], target_x.shape[1], axis=1)
    out = mlp(jnp.concatenate([r, target_x], -1), (width, 2 * context_y.shape[-1]), act=nn.tanh)
    mean, scale = jnp.split(out, 2, axis=-1)
    return mean, min_scale + (1 - min_scale) * nn.softplus(scale)
