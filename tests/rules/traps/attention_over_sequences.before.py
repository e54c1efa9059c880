# Sequences, as the code tells in one way or another: Linen attends over what the old class did.
from flax import nn
import jax.numpy as jnp


class Asserted(nn.Module):
  def apply(self, x):
    assert x.ndim == 3
    y = nn.LayerNorm(x)
    return x + nn.SelfAttention(y, num_heads=2)


class Unpacked(nn.Module):
  def apply(self, x):
    batch, length, features = x.shape
    x = nn.SelfAttention(x, num_heads=2, causal_mask=True)
    return x.reshape((batch, length * features))


class Checked(nn.Module):
  def apply(self, x):
    if len(x.shape) != 3:
      raise ValueError('a batch of sequences, please')
    return nn.SelfAttention(nn.LayerNorm(x), num_heads=2, attention_axis=(1,))


class Reader(nn.Module):
  def apply(self, tokens, size=10):
    assert tokens.ndim == 2
    x = nn.Embed(tokens, size, 8)
    x = nn.dropout(x, rate=0.5, deterministic=True)
    for _ in range(2):
      x = Layer(x)
    return x


class Layer(nn.Module):
  def apply(self, inputs, heads=2):
    x = nn.LayerNorm(inputs)
    x = nn.SelfAttention(x, num_heads=heads)
    x = x + inputs
    y = nn.Dense(nn.relu(nn.LayerNorm(x)), 8)
    return x + y


class Patches(nn.Module):
  def apply(self, images):
    x = nn.Conv(images, 8, (2, 2), strides=(2, 2))
    n, h, w, c = x.shape
    x = jnp.reshape(x, [n, h * w, c])
    first = self.param('first', (1, 1, c), nn.initializers.normal(1.))
    x = jnp.concatenate([jnp.tile(first, [n, 1, 1]), x], axis=1)
    x = x.reshape(n, -1, c)
    return nn.SelfAttention(x, num_heads=2)[:, 0]
