"""Images of ten kinds, without end."""

import numpy as np

NUM_KINDS = 10


def batches(batch_size, image_size, seed):
  kinds = np.random.RandomState(42).normal(
      size=(NUM_KINDS, image_size, image_size, 3))
  rng = np.random.RandomState(seed)
  while True:
    label = rng.randint(NUM_KINDS, size=batch_size)
    image = kinds[label] + rng.normal(size=kinds[label].shape)
    yield {'image': image.astype(np.float32), 'label': label.astype(np.int32)}
