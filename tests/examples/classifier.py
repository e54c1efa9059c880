"""An image classifier as people wrote it in 2020: residual blocks, batch statistics and dropout."""

from flax import nn
import jax.numpy as jnp


class ResidualBlock(nn.Module):
  """Two convolutions beside a shortcut."""

  def apply(self, x, filters, strides=(1, 1), train=True, activation=nn.relu):
    conv = nn.Conv.partial(bias=False)
    norm = nn.BatchNorm.partial(use_running_average=not train, momentum=0.9)

    residual = x
    y = conv(x, filters, (3, 3), strides, name='conv1')
    y = activation(norm(y, name='norm1'))
    y = conv(y, filters, (3, 3), name='conv2')
    y = norm(y, name='norm2', scale_init=nn.initializers.zeros)
    if residual.shape != y.shape:  # the shortcut has to follow
      residual = conv(residual, filters, (1, 1), strides, name='shortcut')
    return activation(residual + y)


class Head(nn.Module):

  def apply(self, x, num_classes, dropout_rate=0.1, deterministic=True):
    """Turns features into logits.

    Args:
      x: features, one vector for each image.
      num_classes: how many logits there are.
      dropout_rate: the share of features that are dropped.
      deterministic: whether nothing is dropped.
    """
    x = nn.dropout(x, dropout_rate, deterministic=deterministic)
    scale = self.param('scale', (num_classes,), nn.initializers.ones)
    return scale * nn.Dense(nn.relu(nn.Dense(x, num_classes)), num_classes, bias=False)


class Classifier(nn.Module):
  """Counts the images that it has seen."""

  def apply(self, x, num_classes=10, sizes=[8, 16], train=True):
    seen = self.state('seen', (), nn.initializers.zeros)
    seen.value += x.shape[0]
    for i, filters in enumerate(sizes):
      x = ResidualBlock(x, filters, strides=(2, 2) if i else (1, 1), train=train)
    x = jnp.mean(x, axis=(1, 2))
    return Head(x, num_classes, deterministic=not train)
