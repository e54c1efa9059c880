"""An image captioner: a convolutional encoder, and a causal decoder that attends to its features."""

from flax import nn
import jax.numpy as jnp


class ImageEncoder(nn.Module):
  def apply(self, images, width):
    x = images
    for features in (width // 2, width):
      x = nn.Conv(x, features, (3, 3), strides=(2, 2))
      x = nn.relu(nn.GroupNorm(x, num_groups=2))
    return x.reshape((x.shape[0], -1, width))


class DecoderLayer(nn.Module):
  def apply(self, x, memory, num_heads, mask):
    y = nn.SelfAttention(nn.LayerNorm(x), num_heads=num_heads, causal_mask=True, padding_mask=mask)
    x = x + y
    y = nn.MultiHeadDotProductAttention(nn.LayerNorm(x), memory, num_heads=num_heads, out_features=x.shape[-1])
    x = x + y
    return x + nn.Dense(nn.relu(nn.Dense(nn.LayerNorm(x), 2 * x.shape[-1])), x.shape[-1])


class Captioner(nn.Module):
  def apply(self, images, tokens, vocab_size=9, width=4, num_heads=2, num_layers=2):
    memory = ImageEncoder(images, width=width, name="encoder")
    embed = nn.Embed.shared(num_embeddings=vocab_size, features=width, name="embed")
    x = embed(tokens)
    mask = tokens > 0
    for i in range(num_layers):
      x = DecoderLayer(x, memory, num_heads, mask, name="layer%d" % i)
    return embed.attend(nn.LayerNorm(x))
