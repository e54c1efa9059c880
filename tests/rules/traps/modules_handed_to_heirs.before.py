# A base hands modules to methods that only heirs have, or that another base of theirs has.
import abc

from flax import nn
import jax.numpy as jnp


class LayerMixin(abc.ABC):
  norm_name = 'norm'

  def conv_block(self, x, features, norm=None, act=nn.relu, name='block', train=True):
    x = nn.Conv(x, features, (3, 3), name=name)
    if norm is not None:
      x = norm(x, use_running_average=not train, name=name + '_' + self.norm_name)
    return act(x)

  @abc.abstractmethod
  def head(self, x, dense):
    """Turns features into logits."""


class Backbone(nn.Module):
  def apply(self, x, features=(4, 8), num_classes=3, train=True):
    norm = self.make_norm(train)
    for i, width in enumerate(features):
      x = self.conv_block(x, width, norm=nn.BatchNorm.partial(momentum=0.9), name='conv%d' % i, train=train)
    x = norm(x, name='final')
    return self.head(jnp.mean(x, axis=(1, 2)), nn.Dense.partial(features=num_classes))

  def make_norm(self, train):
    if train:
      return nn.BatchNorm.partial(use_running_average=False)
    return nn.BatchNorm.partial(use_running_average=True)


class Plain(LayerMixin, Backbone):
  def head(self, x, dense):
    return dense(x, name='head')


class TwoLayer(Backbone, LayerMixin):
  def head(self, x, dense):
    return dense(nn.relu(nn.Dense(x, 5, name='hidden')), name='head')


class Raising(nn.Module):
  def apply(self, x):
    return self.head(x, nn.Dense)

  def head(self, x, dense):
    raise NotImplementedError


class Heir(Raising):
  def head(self, x, dense):
    return dense(x, 3)
