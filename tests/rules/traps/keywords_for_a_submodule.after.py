# What `**kwargs` hands on to a submodule: its fields are fields of the class around, its inputs come with the call.
import dataclasses
import functools
from typing import Any, Callable

from flax import linen as nn
import jax.numpy as jnp


class Encoder(nn.Module):
  """Encodes tokens."""

  vocab_size: Any
  width: int = 4
  scale: float = 2.
  act: Callable[..., Any] = nn.relu
  sizes: Any = dataclasses.field(default_factory=lambda: [5])

  @nn.compact
  def __call__(self, inputs, positions=None, mask=None):
    x = nn.Embed(self.vocab_size, self.width)(inputs)
    if positions is not None:
      x = x + nn.Embed(9, self.width)(positions)
    for size in self.sizes:
      x = self.act(nn.Dense(size)(x)) * self.scale
    return x if mask is None else x * mask[..., None]


class Classifier(nn.Module):
  """Classifies a text."""

  vocab_size: Any
  num_classes: int = 3
  width: int = Encoder.width
  scale: float = Encoder.scale
  act: Callable[..., Any] = Encoder.act
  sizes: Any = dataclasses.field(default_factory=lambda: [5])

  @nn.compact
  def __call__(self, inputs, **encoder_kwargs):
    x = Encoder(
        name='encoder', vocab_size=self.vocab_size, width=self.width, scale=self.scale, act=self.act,
        sizes=self.sizes
    )(inputs, mask=inputs > 0, **encoder_kwargs)
    return nn.Dense(self.num_classes)(x.mean(axis=1))


class Matching(nn.Module):
  vocab_size: Any
  width: int = Encoder.width
  scale: float = Encoder.scale
  act: Callable[..., Any] = Encoder.act
  sizes: Any = dataclasses.field(default_factory=lambda: [5])

  @nn.compact
  def __call__(self, first, second, **kwargs):
    encode = Encoder(
        vocab_size=self.vocab_size, width=self.width, scale=self.scale, act=self.act, sizes=self.sizes,
        name='encoder'
    )
    return encode(first, **kwargs).mean(axis=1) * encode(inputs=second, **kwargs).mean(axis=1)


class Layers(nn.Module):
  vocab_size: Any
  num_layers: int = 2
  act: Callable[..., Any] = Encoder.act
  sizes: Any = dataclasses.field(default_factory=lambda: [5])

  @nn.compact
  def __call__(self, x, **kwargs):
    layer = functools.partial(Encoder, scale=1., vocab_size=self.vocab_size, act=self.act, sizes=self.sizes)
    return sum(layer(width=2, name=f'layer_{i}')(x, **kwargs) for i in range(self.num_layers))


class Outer(nn.Module):
  """Hands on what the classifier hands on."""

  vocab_size: Any
  scale: Any = None
  num_classes: int = Classifier.num_classes
  width: int = Classifier.width
  act: Callable[..., Any] = Classifier.act
  sizes: Any = dataclasses.field(default_factory=lambda: [5])

  @nn.compact
  def __call__(self, inputs, **kwargs):
    x = Classifier(
        num_classes=self.num_classes, vocab_size=self.vocab_size, width=self.width, act=self.act, sizes=self.sizes
    )(inputs, **kwargs)
    return x if self.scale is None else x * self.scale


class Binary(Classifier):
  num_classes: int = 2

  @nn.compact
  def __call__(self, inputs, **kwargs):
    return super().__call__(inputs, **kwargs)


Small = functools.partial(Classifier, width=2, vocab_size=7)


class Ensemble(nn.Module):
  @nn.compact
  def __call__(self, x, positions):
    a = Classifier(num_classes=2, vocab_size=7, act=nn.tanh)(x, positions=positions)
    b = Small(num_classes=2, sizes=[2, 3])(x, positions=positions)
    c = Outer(scale=1., num_classes=2, vocab_size=7, width=3)(x)
    return a + b + c + jnp.sum(Binary(vocab_size=7, scale=3.)(x))
