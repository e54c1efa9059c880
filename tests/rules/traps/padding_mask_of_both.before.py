# Over itself, a padding mask hides queries as well as keys, whichever of the two it is given for.
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, mask, heads=2):
    y = nn.SelfAttention(x, num_heads=heads, padding_mask=mask)
    z = nn.MultiHeadDotProductAttention(x, x, num_heads=heads, causal_mask=True, key_padding_mask=mask)
    return jnp.where(mask, y + z, 0)
