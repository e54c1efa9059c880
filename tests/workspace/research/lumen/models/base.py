"""What image classifiers have in common."""

from flax import nn
import jax.numpy as jnp

from ..layers.common import global_pool


class ImageClassifier(nn.Module):
  """A backbone with a linear head; subclasses say what the backbone is."""

  def apply(self, x, num_classes=10, train=True, pooling='avg',
            head_init=nn.initializers.zeros, **backbone_kwargs):
    """Computes logits.

    Args:
      x: images, `[batch, height, width, channels]`.
      num_classes: number of classes.
      train: whether batch statistics and dropout are those of training.
      pooling: 'avg' or 'max'.
      head_init: initializer of the head's kernel.
      **backbone_kwargs: what the backbone wants to know.

    Returns:
      Logits, `[batch, num_classes]`.
    """
    x = self.backbone(x, train=train, **backbone_kwargs)
    x = global_pool(x, pooling)
    x = nn.Dense(x, num_classes, kernel_init=head_init, name='head')
    return jnp.asarray(x, jnp.float32)

  def backbone(self, x, train):
    raise NotImplementedError
