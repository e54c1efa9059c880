"""Residual networks (https://arxiv.org/abs/1512.03385)."""

from flax import nn
import jax.numpy as jnp

from lumen.layers import StochasticDepth
from lumen.layers.common import ShortcutMixin


class ResNetBlock(ShortcutMixin, nn.Module):
  """Two 3x3 convolutions beside a shortcut."""

  def apply(self, x, filters, *, conv, norm, act=nn.relu, strides=(1, 1),
            drop_path_rate=0., train=True):
    residual = x
    y = conv(x, filters, (3, 3), strides)
    y = norm(y)
    y = act(y)
    y = conv(y, filters, (3, 3))
    # Each block begins as the identity.
    y = norm(y, scale_init=nn.initializers.zeros)
    residual = self.shortcut(residual, y, conv, norm, strides)
    y = StochasticDepth(y, drop_path_rate, deterministic=not train)
    return act(residual + y)


class BottleneckBlock(ShortcutMixin, nn.Module):
  """A 3x3 convolution between two 1x1 ones."""

  def apply(self, x, filters, *, conv, norm, act=nn.relu, strides=(1, 1),
            expansion=4, drop_path_rate=0., train=True):
    """Applies the block.

    Args:
      x: input, `[batch, height, width, channels]`.
      filters: width of the inner convolutions.
      conv: convolution class.
      norm: normalization class.
      act: nonlinearity.
      strides: strides of the 3x3 convolution.
      expansion: how many times as wide the output is.
      drop_path_rate: how often the branch is dropped.
      train: whether it may be dropped.

    Returns:
      The output of the block.
    """
    residual = x
    y = conv(x, filters, (1, 1))
    y = norm(y)
    y = act(y)
    y = conv(y, filters, (3, 3), strides)
    y = norm(y)
    y = act(y)
    y = conv(y, filters * expansion, (1, 1))
    y = norm(y, scale_init=nn.initializers.zeros)
    residual = self.shortcut(residual, y, conv, norm, strides)
    y = StochasticDepth(y, drop_path_rate, deterministic=not train)
    return act(residual + y)


class ResNet(nn.Module):
  """ResNetV1, with stochastic depth if wanted."""

  def apply(self,
            x,
            stage_sizes=[3, 4, 6, 3],
            block_cls=BottleneckBlock,
            num_classes=1000,
            num_filters=64,
            small_images=False,
            drop_path_rate=0.,
            act=nn.relu,
            dtype=jnp.float32,
            train=True):
    """Computes logits.

    Args:
      x: images, `[batch, height, width, channels]`.
      stage_sizes: blocks in each stage.
      block_cls: class of the blocks.
      num_classes: number of classes.
      num_filters: width of the first stage.
      small_images: whether the stem keeps the size, as for CIFAR.
      drop_path_rate: rate of the last block; earlier ones have less.
      act: nonlinearity.
      dtype: in which convolutions and normalizations compute.
      train: whether batch statistics are those of the batch.

    Returns:
      Logits, `[batch, num_classes]`.
    """
    conv = nn.Conv.partial(
        bias=False, dtype=dtype, kernel_init=nn.initializers.kaiming_normal())
    norm = nn.BatchNorm.partial(
        use_running_average=not train,
        momentum=0.9,
        epsilon=1e-5,
        dtype=dtype)

    if small_images:
      x = conv(x, num_filters, (3, 3), name='conv_init')
    else:
      x = conv(
          x, num_filters, (7, 7), (2, 2), padding=[(3, 3), (3, 3)],
          name='conv_init')
    x = norm(x, name='bn_init')
    x = act(x)
    if not small_images:
      x = nn.max_pool(x, (3, 3), strides=(2, 2), padding='SAME')

    num_blocks = sum(stage_sizes)
    block_index = 0
    for i, block_size in enumerate(stage_sizes):
      for j in range(block_size):
        block_index += 1
        x = block_cls(
            x,
            num_filters * 2 ** i,
            strides=(2, 2) if i > 0 and j == 0 else (1, 1),
            conv=conv,
            norm=norm,
            act=act,
            drop_path_rate=drop_path_rate * block_index / num_blocks,
            train=train)
    x = jnp.mean(x, axis=(1, 2))
    x = nn.Dense(x, num_classes, kernel_init=nn.initializers.normal(0.01))
    return jnp.asarray(x, jnp.float32)


ResNet18 = ResNet.partial(stage_sizes=[2, 2, 2, 2], block_cls=ResNetBlock)
ResNet50 = ResNet.partial(stage_sizes=[3, 4, 6, 3], block_cls=BottleneckBlock)
ResNet101 = ResNet.partial(stage_sizes=[3, 4, 23, 3])

# The ones of the paper's section on CIFAR: 6n + 2 layers.
CIFAR_RESNETS = {
    'resnet20': ResNet.partial(
        stage_sizes=[3, 3, 3], block_cls=ResNetBlock, num_filters=16,
        num_classes=10, small_images=True),
    'resnet56': ResNet.partial(
        stage_sizes=[9, 9, 9], block_cls=ResNetBlock, num_filters=16,
        num_classes=10, small_images=True),
}
