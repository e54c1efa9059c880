# Segments are equal or not; as a mask of ones and zeros they would mean something else.
from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, segments):
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    mask = nn.make_attention_mask(
        segments.reshape(flat.shape[:2]),
        segments.T.reshape(-1, flat.shape[0]).T,
        jnp.equal)
    return nn.SelfAttention(num_heads=2)(flat, mask=mask).reshape(x.shape[:-1] + (-1,))
