# Negative ids count from the end in both worlds.
from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  vocabulary: int = 7

  @nn.compact
  def __call__(self, ids):
    hashed = nn.Embed(self.vocabulary, 5)((31 * ids + 5) % self.vocabulary)
    padded = nn.Embed(num_embeddings=self.vocabulary, features=5)(jnp.where(ids > 3, ids, -1))
    return hashed + padded + nn.Embed(features=5, num_embeddings=7)(jnp.clip(ids + 3, 0, 6))
