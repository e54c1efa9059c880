#!/usr/bin/env python3
"""Write a large pre-Linen source file to measure with: modules of many shapes, and plain Python between them.

    write_large_file.py OUTPUT [--lines 5000] [--seed 0]

The text is made of the templates below under ever new names, in an order that the seed decides, so that two runs
with the same arguments write the same bytes.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from string import Template

HEADER = '''"""Models and input pipelines of a larger experiment."""

import functools
import math
import os
from typing import Any, Dict, List, Optional, Sequence, Tuple

from absl import logging
from flax import nn
import jax
from jax import lax
import jax.numpy as jnp
import numpy as np

Array = Any
PyTree = Any
'''

MODULES = (
    '''class ${Name}Mlp(nn.Module):
  """Fully connected layers on flattened $noun features."""

  def apply(self, x, hidden_sizes=($a, $b), num_outputs=$c, activation=nn.relu):
    x = x.reshape((x.shape[0], -1))
    for i, size in enumerate(hidden_sizes):
      x = nn.Dense(x, size, name=f'hidden_{i}')
      x = activation(x)
    # The last layer has no activation: its outputs are logits.
    return nn.Dense(x, num_outputs, name='logits')
''',
    '''class ${Name}Block(nn.Module):
  """A residual block of the $noun tower."""

  def apply(self, x, filters, strides=(1, 1), train=True, dtype=jnp.float32):
    needs_projection = x.shape[-1] != filters or strides != (1, 1)
    conv = nn.Conv.partial(bias=False, dtype=dtype)
    batch_norm = nn.BatchNorm.partial(
        use_running_average=not train, momentum=0.9, epsilon=1e-5, dtype=dtype)

    residual = x
    if needs_projection:
      residual = conv(residual, filters, (1, 1), strides, name='proj_conv')
      residual = batch_norm(residual, name='proj_bn')

    y = conv(x, filters, (3, 3), strides, name='conv1')
    y = batch_norm(y, name='bn1')
    y = nn.relu(y)
    y = conv(y, filters, (3, 3), name='conv2')
    y = batch_norm(y, name='bn2', scale_init=nn.initializers.zeros)
    return nn.relu(residual + y)
''',
    '''class ${Name}Encoder(nn.Module):
  """Turns a $noun into the mean and the log-variance of a code."""

  def apply(self, x, latents: int = $a):
    x = nn.Conv(x, features=$b, kernel_size=(3, 3), strides=(2, 2), name='conv1')
    x = nn.relu(x)
    x = nn.Conv(x, features=$c, kernel_size=(3, 3), strides=(2, 2), name='conv2')
    x = nn.relu(x)
    x = nn.avg_pool(x, window_shape=(2, 2), strides=(2, 2))
    x = x.reshape((x.shape[0], -1))
    mean_x = nn.Dense(x, latents, name='mean')
    logvar_x = nn.Dense(x, latents, name='logvar')
    return mean_x, logvar_x
''',
    '''class ${Name}Attention(nn.Module):
  """Self attention over the steps of a $noun, followed by a feed-forward layer."""

  def apply(self,
            inputs,
            num_heads=$heads,
            mlp_dim=$a,
            dropout_rate=0.1,
            deterministic=False):
    x = nn.LayerNorm(inputs)
    x = nn.SelfAttention(
        x,
        num_heads=num_heads,
        attention_axis=(1,),
        causal_mask=False,
        dropout_rate=dropout_rate,
        deterministic=deterministic)
    x = nn.dropout(x, rate=dropout_rate, deterministic=deterministic)
    x = x + inputs

    y = nn.LayerNorm(x)
    y = nn.Dense(y, mlp_dim, kernel_init=nn.initializers.xavier_uniform())
    y = nn.gelu(y)
    y = nn.Dense(y, inputs.shape[-1])
    y = nn.dropout(y, rate=dropout_rate, deterministic=deterministic)
    return x + y
''',
    '''class ${Name}Projection(nn.Module):
  """A linear map of $noun features with a learned scale."""

  def apply(self, x, features, use_bias=True,
            kernel_init=nn.initializers.lecun_normal(),
            bias_init=nn.initializers.zeros):
    kernel = self.param('kernel', (x.shape[-1], features), kernel_init)
    y = lax.dot_general(x, kernel, (((x.ndim - 1,), (0,)), ((), ())))
    if use_bias:
      y = y + self.param('bias', (features,), bias_init)
    scale = self.param('scale', (features,), nn.initializers.ones)
    return y * scale
''',
    '''class ${Name}Statistics(nn.Module):
  """Keeps a running mean of its $noun inputs."""

  def apply(self, x, momentum=0.99, train=True):
    mean = self.state('mean', x.shape[-1:], nn.initializers.zeros)
    if train:
      batch_mean = jnp.mean(x, axis=tuple(range(x.ndim - 1)))
      mean.value = momentum * mean.value + (1 - momentum) * batch_mean
    return x - mean.value
''',
    '''class ${Name}Noise(nn.Module):
  """Adds Gaussian noise to a $noun while training."""

  def apply(self, x, stddev=0.$heads, deterministic=False):
    if deterministic or not nn.is_stochastic():
      return x
    noise = jax.random.normal(nn.make_rng(), x.shape, x.dtype)
    return x + stddev * noise
''',
    '''class ${Name}Network(nn.Module):
  """A convolutional network that scores a $noun."""

  def apply(self, x, num_actions, minatar=False):
    initializer = nn.initializers.xavier_uniform()
    x = x.astype(jnp.float32) / 255.
    x = nn.Conv(x, features=$heads, kernel_size=(8, 8), strides=(4, 4), kernel_init=initializer)
    x = jax.nn.relu(x)
    x = nn.Conv(x, features=$a, kernel_size=(4, 4), strides=(2, 2), kernel_init=initializer)
    x = jax.nn.relu(x)
    if not minatar:
      x = nn.Conv(x, features=$b, kernel_size=(3, 3), strides=(1, 1), kernel_init=initializer)
      x = jax.nn.relu(x)
    x = x.reshape((x.shape[0], -1))
    x = nn.Dense(x, features=$c, kernel_init=initializer)
    x = jax.nn.relu(x)
    return nn.Dense(x, features=num_actions, kernel_init=initializer)
''',
    '''class ${Name}Embedder(nn.Module):
  """Embeds the tokens of a $noun and adds positions that are not learned."""

  def apply(self, tokens, vocab_size=$c, emb_dim=$a, max_len=$b, dropout_rate=0.1, train=True):
    x = tokens.astype('int32')
    x = nn.Embed(x, num_embeddings=vocab_size, features=emb_dim, name='embed')
    positions = ${name}_positions(max_len, emb_dim)
    x = x + positions[None, :x.shape[1], :]
    x = nn.dropout(x, rate=dropout_rate, deterministic=not train)
    return nn.LayerNorm(x, name='norm')


def ${name}_positions(max_len, features):
  """Sines and cosines of many wave lengths, one row for a position."""
  table = np.zeros((max_len, features), dtype=np.float32)
  position = np.arange(0, max_len)[:, np.newaxis]
  wave = np.exp(np.arange(0, features, 2) * -(math.log(10000.0) / features))
  table[:, 0::2] = np.sin(position * wave)
  table[:, 1::2] = np.cos(position * wave)
  return jnp.array(table)
''',
)

PLAIN = (
    '''def load_${name}_examples(directory, split='train', limit=None):
  """Reads the $noun examples of `split`, oldest first.

  Args:
    directory: where the shards are.
    split: name of the split, the beginning of a shard's name.
    limit: how many to read at most, or None for all.

  Returns:
    A list of arrays.
  """
  names = sorted(name for name in os.listdir(directory) if name.startswith(split))
  examples = []
  for name in names:
    with open(os.path.join(directory, name), 'rb') as shard:
      examples.extend(np.load(shard, allow_pickle=False))
    if limit is not None and len(examples) >= limit:
      logging.info('Stopped after %d examples of %s', limit, split)
      return examples[:limit]
  return examples
''',
    '''def ${name}_schedule(base_learning_rate, steps_per_epoch, warmup_epochs=$heads):
  """A learning rate that rises in a line and then falls as a cosine."""

  def step_fn(step):
    epoch = step / steps_per_epoch
    warmup = jnp.minimum(1.0, epoch / warmup_epochs)
    progress = jnp.maximum(0.0, (epoch - warmup_epochs) / ($c - warmup_epochs))
    return base_learning_rate * warmup * 0.5 * (1.0 + jnp.cos(jnp.pi * progress))

  return step_fn
''',
    '''def ${name}_metrics(logits, labels, weights=None):
  """Loss and accuracy of a batch, as sums that can be added up over devices."""
  if logits.ndim != labels.ndim + 1:
    raise ValueError('Incorrect shapes. Got shape %s logits and %s labels' %
                     (str(logits.shape), str(labels.shape)))
  log_probs = jax.nn.log_softmax(logits)
  one_hot = jax.nn.one_hot(labels, logits.shape[-1])
  loss = -jnp.sum(one_hot * log_probs, axis=-1)
  accuracy = jnp.equal(jnp.argmax(logits, -1), labels)
  normalizer = float(np.prod(labels.shape))
  if weights is not None:
    loss = loss * weights
    accuracy = accuracy * weights
    normalizer = weights.sum()
  return {
      'loss': loss.sum(),
      'accuracy': accuracy.sum(),
      'denominator': normalizer,
  }
''',
    '''class ${Name}Config:
  """Everything that a run on $noun data can be told."""

  def __init__(self, batch_size=$a, num_epochs=$b, learning_rate=0.$heads, seed=0):
    self.batch_size = batch_size
    self.num_epochs = num_epochs
    self.learning_rate = learning_rate
    self.seed = seed

  def replace(self, **changes):
    values = dict(vars(self))
    unknown = set(changes) - set(values)
    if unknown:
      raise ValueError(f'No such setting: {sorted(unknown)}')
    values.update(changes)
    return type(self)(**values)

  def __repr__(self):
    pairs = ', '.join(f'{key}={value!r}' for key, value in sorted(vars(self).items()))
    return f'{type(self).__name__}({pairs})'
''',
    '''@functools.partial(jax.jit, static_argnums=(1,))
def augment_${name}(images, padding, key):
  """Cuts every $noun image at a random place after padding it."""

  def crop(image, key):
    padded = jnp.pad(image, ((padding, padding), (padding, padding), (0, 0)), mode='reflect')
    row, column = jax.random.randint(key, (2,), 0, 2 * padding)
    return lax.dynamic_slice(padded, (row, column, 0), image.shape)

  keys = jax.random.split(key, images.shape[0])
  flipped = jnp.where(jax.random.uniform(key) < 0.5, images, images[:, :, ::-1])
  return jax.vmap(crop)(flipped, keys)
''',
    '''def summarize_${name}(history: List[Dict[str, float]], window: int = $heads) -> Optional[str]:
  """One line for the log about the last `window` entries, or None while there are too few."""
  if len(history) < window:
    return None
  recent = history[-window:]
  parts = []
  for key in sorted(recent[0]):
    values = [entry[key] for entry in recent]
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
    parts.append(f'{key} {mean:.4f} (± {spread:.4f})')
  return '$noun: ' + ', '.join(parts)
''',
)

QUALITIES = (
    "Amber Basic Coarse Dense Early Fast Gated Hidden Inner Joint Large Masked Narrow Outer Pooled Quick "
    "Residual Shallow Tiny Upper Vivid Wide"
).split()
NOUNS = (
    "Image Caption Frame Token Sentence Speech Molecule Graph Video Depth Pixel Patch Sketch Melody Volume Map Scene "
    "Document Query Reward"
).split()


def names(chooser: random.Random) -> Iterator[tuple[str, str]]:
    """Ever new pairs of a quality and a noun; a number is added once all pairs have been used."""
    pairs = [(quality, noun) for quality in QUALITIES for noun in NOUNS]
    chooser.shuffle(pairs)
    yield from pairs
    number = 2
    while True:
        yield from ((quality, f"{noun}{number}") for quality, noun in pairs)
        number += 1


def large_source(lines: int, seed: int) -> str:
    """Source code of at least `lines` lines and at most one definition more."""
    chooser = random.Random(seed)
    pieces, count = [HEADER], HEADER.count("\n")
    for quality, noun in names(chooser):
        if count >= lines:
            return "\n\n".join(pieces)
        template = chooser.choice(MODULES if chooser.random() < 0.6 else PLAIN)
        piece = Template(template).substitute(
            Name=quality + noun,
            name=f"{quality}_{noun}".lower(),
            noun=noun.lower(),
            heads=chooser.choice((2, 4, 8)),
            a=chooser.choice((32, 64, 96, 128)),
            b=chooser.choice((160, 256, 384)),
            c=chooser.choice((512, 1000, 4096)),
        )
        pieces.append(piece)
        count += piece.count("\n") + 2
    raise AssertionError("names never end")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("--lines", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    arguments.output.write_text(large_source(arguments.lines, arguments.seed), encoding="utf-8")


if __name__ == "__main__":
    main()
