# Sequences, as the code tells in one way or another: Linen attends over what the old class did.
from flax import linen as nn
import jax.numpy as jnp


class Asserted(nn.Module):
  @nn.compact
  def __call__(self, x):
    assert x.ndim == 3
    y = nn.LayerNorm()(x)
    return x + nn.SelfAttention(num_heads=2)(y)


class Unpacked(nn.Module):
  @nn.compact
  def __call__(self, x):
    batch, length, features = x.shape
    mask = nn.make_causal_mask(x[..., 0])
    x = nn.SelfAttention(num_heads=2)(x, mask=mask)
    return x.reshape((batch, length * features))


class Checked(nn.Module):
  @nn.compact
  def __call__(self, x):
    if len(x.shape) != 3:
      raise ValueError('a batch of sequences, please')
    return nn.SelfAttention(num_heads=2)(nn.LayerNorm()(x))


class Reader(nn.Module):
  size: int = 10

  @nn.compact
  def __call__(self, tokens):
    assert tokens.ndim == 2
    x = nn.Embed(self.size, 8)(tokens)
    x = nn.Dropout(rate=0.5)(x, deterministic=True)
    for _ in range(2):
      x = Layer()(x)
    return x


class Layer(nn.Module):
  heads: int = 2

  @nn.compact
  def __call__(self, inputs):
    x = nn.LayerNorm()(inputs)
    x = nn.SelfAttention(num_heads=self.heads)(x)
    x = x + inputs
    y = nn.Dense(8)(nn.relu(nn.LayerNorm()(x)))
    return x + y


class Patches(nn.Module):
  @nn.compact
  def __call__(self, images):
    x = nn.Conv(8, (2, 2), strides=(2, 2))(images)
    n, h, w, c = x.shape
    x = jnp.reshape(x, [n, h * w, c])
    first = self.param('first', nn.initializers.normal(1.), (1, 1, c))
    x = jnp.concatenate([jnp.tile(first, [n, 1, 1]), x], axis=1)
    x = x.reshape(n, -1, c)
    return nn.SelfAttention(num_heads=2)(x)[:, 0]
