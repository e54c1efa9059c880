# What `**kwargs` hands on to a submodule: its fields are fields of the class around, its inputs come with the call.
from flax import nn
import jax.numpy as jnp


class Encoder(nn.Module):
  """Encodes tokens."""

  def apply(self, inputs, vocab_size, width=4, scale=2., act=nn.relu, sizes=[5], positions=None, mask=None):
    x = nn.Embed(inputs, vocab_size, width)
    if positions is not None:
      x = x + nn.Embed(positions, 9, width)
    for size in sizes:
      x = act(nn.Dense(x, size)) * scale
    return x if mask is None else x * mask[..., None]


class Classifier(nn.Module):
  """Classifies a text."""

  def apply(self, inputs, num_classes=3, **encoder_kwargs):
    x = Encoder(inputs, mask=inputs > 0, name='encoder', **encoder_kwargs)
    return nn.Dense(x.mean(axis=1), num_classes)


class Matching(nn.Module):
  def apply(self, first, second, vocab_size, **kwargs):
    encode = Encoder.shared(vocab_size=vocab_size, name='encoder', **kwargs)
    return encode(first).mean(axis=1) * encode(inputs=second).mean(axis=1)


class Layers(nn.Module):
  def apply(self, x, num_layers=2, **kwargs):
    layer = Encoder.partial(scale=1., **kwargs)
    return sum(layer(x, width=2, name=f'layer_{i}') for i in range(num_layers))


class Outer(nn.Module):
  """Hands on what the classifier hands on."""

  def apply(self, inputs, scale=None, **kwargs):
    x = Classifier(inputs, **kwargs)
    return x if scale is None else x * scale


class Binary(Classifier):
  def apply(self, inputs, **kwargs):
    return super().apply(inputs, num_classes=2, **kwargs)


Small = Classifier.partial(width=2, vocab_size=7)


class Ensemble(nn.Module):
  def apply(self, x, positions):
    a = Classifier(x, 2, vocab_size=7, act=nn.tanh, positions=positions)
    b = Small(x, num_classes=2, positions=positions, sizes=[2, 3])
    c = Outer(x, 1., num_classes=2, vocab_size=7, width=3)
    return a + b + c + jnp.sum(Binary(x, vocab_size=7, scale=3.))
