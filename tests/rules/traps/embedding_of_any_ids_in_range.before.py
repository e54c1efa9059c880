# Negative ids count from the end in both worlds.
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, ids, vocabulary=7):
    hashed = nn.Embed((31 * ids + 5) % vocabulary, vocabulary, 5)
    padded = nn.Embed(jnp.where(ids > 3, ids, -1), num_embeddings=vocabulary, features=5)
    return hashed + padded + nn.Embed(jnp.clip(ids + 3, 0, 6), features=5, num_embeddings=7)
