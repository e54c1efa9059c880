from flax import nn
import jax.numpy as jnp


class Classifier(nn.Module):
  """A head; heirs say what comes before it."""

  def apply(self, x, num_classes=10, train=True, **body_kwargs):
    x = self.body(x, train=train, **body_kwargs)
    return nn.Dense(x, num_classes, name='head')

  def body(self, x, train):
    raise NotImplementedError


class Patches(Classifier):

  def body(self, x, train, patch_size=4, features=8, scale=1., act=nn.relu):
    x = nn.Conv(x, features, (patch_size, patch_size), name='stem')
    features *= 2
    y = act(nn.Dense(x.mean(axis=(1, 2)), features))
    # Only in training.
    return nn.BatchNorm(y, use_running_average=not train) * scale


class Masked(Classifier):
  """Takes an array as well."""

  def body(self, x, train, mask=None, widths=[6, 4], bias=True):
    if mask is not None:
      x = x * mask[:, None, None, :]
    for width in widths:
      x = nn.relu(nn.Dense(x, width, bias=bias))
    return jnp.mean(x, axis=(1, 2))


class Deep(Masked):
  """Has the method of its base."""


WideMasked = Masked.partial(widths=[8], num_classes=3)
SMALL = {'patches': Patches.partial(patch_size=2), 'masked': WideMasked}


class Both(nn.Module):

  def apply(self, x, mask):
    a = Patches(x, 5, patch_size=3, features=6, name='patches')
    b = Deep(x, 5, train=False, mask=mask, bias=False, name='deep')
    return a + b
