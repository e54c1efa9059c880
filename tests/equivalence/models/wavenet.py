"""A WaveNet for raw audio: dilated causal convolutions with gates, residual and skip connections."""

from flax import nn
import jax.numpy as jnp


class CausalConv(nn.Module):
  """A convolution that sees no later time step."""

  def apply(self, x, features, kernel_size=2, dilation=1, bias=True):
    pad = dilation * (kernel_size - 1)
    x = jnp.pad(x, ((0, 0), (pad, 0), (0, 0)))
    return nn.Conv(x, features, (kernel_size,), padding="VALID", kernel_dilation=(dilation,), bias=bias)


class ResidualLayer(nn.Module):
  def apply(self, x, residual_channels, skip_channels, dilation):
    conv = CausalConv.partial(features=residual_channels, dilation=dilation)
    h = nn.tanh(conv(x, name="filter")) * nn.sigmoid(conv(x, name="gate"))
    skip = nn.Conv(h, skip_channels, (1,), name="skip")
    return x + nn.Conv(h, residual_channels, (1,), name="residual"), skip


class WaveNet(nn.Module):
  def apply(self, x, num_classes, residual_channels=4, skip_channels=6, num_blocks=2, layers_per_block=2):
    x = CausalConv(x, residual_channels, bias=False)
    skips = 0.0
    for block in range(num_blocks):
      for i in range(layers_per_block):
        x, skip = ResidualLayer(
          x, residual_channels, skip_channels, dilation=2**i, name=f"block{block}_layer{i}"
        )
        skips = skips + skip
    h = nn.relu(nn.Conv(nn.relu(skips), skip_channels, (1,)))
    return nn.Conv(h, num_classes, (1,), kernel_init=nn.initializers.normal(0.1))
