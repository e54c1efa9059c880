# unsafe: attention. Over itself, a padding mask hides queries as well as keys, whichever of the two it is given for.
from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  heads: int = 2

  @nn.compact
  def __call__(self, x, mask):
    y = nn.SelfAttention(num_heads=self.heads)(x, mask=nn.make_attention_mask(mask.reshape(x.shape[:2]), mask.reshape(x.shape[:2])))
    z = nn.MultiHeadDotProductAttention(num_heads=self.heads)(x, x, mask=nn.combine_masks(nn.make_causal_mask(x[..., 0]), nn.make_attention_mask(mask.reshape(x.shape[:2]), mask.reshape(x.shape[:2]))))
    return jnp.where(mask, y + z, 0)
