import dataclasses
import functools
from typing import Any, Callable

from flax import linen as nn
import jax.numpy as jnp


class Classifier(nn.Module):
  """A head; heirs say what comes before it."""

  num_classes: int = 10
  train: bool = True

  @nn.compact
  def __call__(self, x, **body_kwargs):
    x = self.body(x, train=self.train, **body_kwargs)
    return nn.Dense(self.num_classes, name='head')(x)

  def body(self, x, train):
    raise NotImplementedError


class Patches(Classifier):

  patch_size: int = 4
  features: int = 8
  scale: float = 1.
  act: Callable[..., Any] = nn.relu

  def body(self, x, train):
    features = self.features
    x = nn.Conv(features, (self.patch_size, self.patch_size), name='stem')(x)
    features *= 2
    y = self.act(nn.Dense(features)(x.mean(axis=(1, 2))))
    # Only in training.
    return nn.BatchNorm(use_running_average=not train)(y) * self.scale


class Masked(Classifier):
  """Takes an array as well."""

  widths: Any = dataclasses.field(default_factory=lambda: [6, 4])
  bias: bool = True

  def body(self, x, train, mask=None):
    if mask is not None:
      x = x * mask[:, None, None, :]
    for width in self.widths:
      x = nn.relu(nn.Dense(width, use_bias=self.bias)(x))
    return jnp.mean(x, axis=(1, 2))


class Deep(Masked):
  """Has the method of its base."""


WideMasked = functools.partial(Masked, widths=[8], num_classes=3)
SMALL = {'patches': functools.partial(Patches, patch_size=2), 'masked': WideMasked}


class Both(nn.Module):

  @nn.compact
  def __call__(self, x, mask):
    a = Patches(num_classes=5, patch_size=3, features=6, name='patches')(x)
    b = Deep(num_classes=5, train=False, bias=False, name='deep')(x, mask=mask)
    return a + b
