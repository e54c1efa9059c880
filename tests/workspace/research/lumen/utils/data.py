"""Batches; noise where tensorflow_datasets is missing, which will do to debug."""

import numpy as np

try:
  import tensorflow_datasets as tfds
except ImportError:
  tfds = None


def image_batches(batch_size, image_shape, num_classes=10, seed=0, name=None):
  """Yields dictionaries with images and labels."""
  if name is not None and tfds is not None:
    dataset = tfds.load(name, split='train').repeat().shuffle(1024, seed=seed)
    for batch in tfds.as_numpy(dataset.batch(batch_size)):
      image = batch['image'].astype(np.float32) / 255.
      yield {'image': image, 'label': batch['label']}
  rng = np.random.RandomState(seed)
  while True:
    yield {
        'image': rng.rand(batch_size, *image_shape).astype(np.float32),
        'label': rng.randint(0, num_classes, (batch_size,)),
    }


def token_batches(batch_size, length, vocab_size, seed=0):
  """Yields ids; zero is padding and only at the end."""
  rng = np.random.RandomState(seed)
  while True:
    tokens = rng.randint(1, vocab_size, (batch_size, length))
    lengths = rng.randint(length // 2, length + 1, (batch_size, 1))
    yield np.where(np.arange(length)[None] < lengths, tokens, 0)
