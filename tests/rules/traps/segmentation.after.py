# unsafe: attention. Segments are equal or not; as a mask of ones and zeros they would mean something else.
from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, segments):
    return nn.SelfAttention(num_heads=2)(x, mask=nn.make_attention_mask(segments.reshape(x.shape[:2]), segments.reshape(x.shape[:2]), jnp.equal))
