"""A residual network with batch normalization."""

from flax import nn
import jax.numpy as jnp


class ResidualBlock(nn.Module):
  """Two convolutions and a way around them."""

  def apply(self, x, filters, strides=(1, 1), train=True):
    needs_projection = x.shape[-1] != filters or strides != (1, 1)
    norm = nn.BatchNorm.partial(
        use_running_average=not train, momentum=0.9, epsilon=1e-5)
    conv = nn.Conv.partial(bias=False)

    residual = x
    if needs_projection:
      residual = conv(residual, filters, (1, 1), strides, name='proj_conv')
      residual = norm(residual, name='proj_bn')
    y = conv(x, filters, (3, 3), strides, name='conv1')
    y = norm(y, name='bn1')
    y = nn.relu(y)
    y = conv(y, filters, (3, 3), name='conv2')
    y = norm(y, name='bn2', scale_init=nn.initializers.zeros)
    return nn.relu(residual + y)


class ResNet(nn.Module):
  """ResNetV1."""

  def apply(self, x, num_classes, stage_sizes, num_filters=8, train=True):
    x = nn.Conv(x, num_filters, (3, 3), bias=False, name='init_conv')
    x = nn.BatchNorm(x, use_running_average=not train, momentum=0.9,
                     epsilon=1e-5, name='init_bn')
    x = nn.relu(x)
    for i, block_size in enumerate(stage_sizes):
      for j in range(block_size):
        strides = (2, 2) if i > 0 and j == 0 else (1, 1)
        x = ResidualBlock(x, num_filters * 2**i, strides=strides, train=train)
    x = jnp.mean(x, axis=(1, 2))
    x = nn.Dense(x, num_classes)
    return nn.log_softmax(x)
