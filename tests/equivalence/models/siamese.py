"""Siamese networks: one encoder for both inputs, and tied weights from an autoencoder's first half."""

from flax import nn
import jax.numpy as jnp


class Encoder(nn.Module):
  def apply(self, x, widths, act=nn.relu, normalize=False):
    for i, width in enumerate(widths):
      x = nn.Dense(x, width, name=f"fc{i}")
      if i + 1 < len(widths):
        x = act(x)
    if normalize:
      x = x / jnp.linalg.norm(x, axis=-1, keepdims=True)
    return x


class Siamese(nn.Module):
  def apply(self, left, right, widths=(5, 3), margin=1.0, temperature=None):
    encoder = Encoder.shared(widths=widths, normalize=temperature is not None, name="encoder")
    a, b = encoder(left), encoder(right)
    if temperature is None:
      return nn.relu(margin - jnp.sum((a - b) ** 2, axis=-1))
    scale = self.param("scale", (), nn.initializers.ones)
    return nn.log_softmax(scale * a @ b.T / temperature)


class Quadruplet(nn.Module):
  def apply(self, x, y, u, v):
    net = Siamese.partial(widths=[4, 3])
    return net(x, y) - net(u, v)
