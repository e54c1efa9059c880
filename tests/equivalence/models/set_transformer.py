"""A set transformer: attention to learned points, and pooling by attention, with masked keys."""

from flax import nn
import jax.numpy as jnp


class AttentionBlock(nn.Module):
  def apply(self, queries, keys, num_heads, key_mask=None):
    h = nn.MultiHeadDotProductAttention(queries, keys, num_heads=num_heads, key_padding_mask=key_mask)
    h = nn.LayerNorm(queries + h)
    return nn.LayerNorm(h + nn.relu(nn.Dense(h, h.shape[-1])))


class InducedBlock(nn.Module):
  def apply(self, x, num_points, num_heads, mask=None):
    points = self.param("points", (num_points, x.shape[-1]), nn.initializers.xavier_uniform())
    points = jnp.tile(points[None], (x.shape[0], 1, 1))
    h = AttentionBlock(points, x, num_heads, key_mask=mask, name="to_points")
    return AttentionBlock(x, h, num_heads, name="from_points")


class SetTransformer(nn.Module):
  def apply(self, x, mask=None, num_outputs=3, width=4, num_heads=2, num_points=2):
    x = nn.Dense(x, width)
    for i in range(2):
      x = InducedBlock(x, num_points, num_heads, mask=mask, name="encoder_{}".format(i))
    seed = self.param("seed", (1, 1, width), nn.initializers.normal(stddev=1.0))
    pooled = AttentionBlock(jnp.broadcast_to(seed, (x.shape[0], 1, width)), x, num_heads, key_mask=mask)
    return nn.Dense(pooled[:, 0], num_outputs)
