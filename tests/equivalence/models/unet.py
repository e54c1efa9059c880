"""A U-Net: an encoder whose activations are kept for a decoder of transposed convolutions."""

from flax import nn
import jax.numpy as jnp


class ConvBlock(nn.Module):
  def apply(self, x, features, norm=nn.GroupNorm.partial(num_groups=2), act=nn.relu):
    for _ in range(2):
      x = nn.Conv(x, features, (3, 3), bias=False)
      x = act(norm(x))
    return x


class UNet(nn.Module):
  """Segments images of any size that is a multiple of 4."""

  def apply(self, x, num_classes=2, widths=(2, 4), act=nn.relu):
    block = ConvBlock.partial(act=act)
    skips = []
    for width in widths:
      x = block(x, width)
      skips.append(x)
      x = nn.max_pool(x, (2, 2), strides=(2, 2))
    x = block(x, 2 * widths[-1], name="bottom")
    for width, skip in zip(widths[::-1], skips[::-1]):
      x = nn.ConvTranspose(x, width, (2, 2), strides=(2, 2))
      x = jnp.concatenate([skip, x], axis=-1)
      x = block(x, width)
    return nn.Conv(x, num_classes, (1, 1), name="logits")
