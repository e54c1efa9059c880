# A base hands modules to methods that only heirs have, or that another base of theirs has.
import abc
import functools
from typing import Tuple

from flax import linen as nn
import jax.numpy as jnp


class LayerMixin(abc.ABC):
  norm_name = 'norm'

  def conv_block(self, x, features, norm=None, act=nn.relu, name='block', train=True):
    x = nn.Conv(features, (3, 3), name=name)(x)
    if norm is not None:
      x = norm(use_running_average=not train, name=name + '_' + self.norm_name)(x)
    return act(x)

  @abc.abstractmethod
  def head(self, x, dense):
    """Turns features into logits."""


class Backbone(nn.Module):
  features: Tuple[int, ...] = (4, 8)
  num_classes: int = 3
  train: bool = True

  @nn.compact
  def __call__(self, x):
    norm = self.make_norm(self.train)
    for i, width in enumerate(self.features):
      x = self.conv_block(x, width, norm=functools.partial(nn.BatchNorm, momentum=0.9), name='conv%d' % i, train=self.train)
    x = norm(name='final')(x)
    return self.head(jnp.mean(x, axis=(1, 2)), functools.partial(nn.Dense, features=self.num_classes))

  def make_norm(self, train):
    if train:
      return functools.partial(nn.BatchNorm, use_running_average=False)
    return functools.partial(nn.BatchNorm, use_running_average=True)


class Plain(LayerMixin, Backbone):
  def head(self, x, dense):
    return dense(name='head')(x)


class TwoLayer(Backbone, LayerMixin):
  def head(self, x, dense):
    return dense(name='head')(nn.relu(nn.Dense(5, name='hidden')(x)))


class Raising(nn.Module):
  @nn.compact
  def __call__(self, x):
    return self.head(x, nn.Dense)

  def head(self, x, dense):
    raise NotImplementedError


class Heir(Raising):
  def head(self, x, dense):
    return dense(3)(x)
