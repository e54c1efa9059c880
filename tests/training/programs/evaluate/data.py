"""Stripes of four kinds."""

import numpy as np

NUM_CLASSES = 4


def batches(seed, batch_size=8, size=8):
  rng = np.random.RandomState(seed)
  rows, columns = np.mgrid[:size, :size]
  kinds = np.stack([rows % 2, columns % 2, (rows + columns) % 2, rows // 4])
  while True:
    label = rng.randint(NUM_CLASSES, size=batch_size)
    image = kinds[label][..., None] + 0.5 * rng.normal(
        size=(batch_size, size, size, 1))
    yield image.astype(np.float32), label.astype(np.int32)
