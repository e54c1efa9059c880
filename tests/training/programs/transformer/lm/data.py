"""Sentences of counting: every token is the one before it and one or two."""

import numpy as np


def sentences(batch_size, length, vocab_size, seed):
  rng = np.random.RandomState(seed)
  while True:
    steps = rng.randint(1, 3, size=(batch_size, length))
    tokens = 1 + np.cumsum(steps, axis=1) % (vocab_size - 1)
    lengths = rng.randint(length // 2, length + 1, size=(batch_size, 1))
    yield np.where(np.arange(length) < lengths, tokens, 0).astype(np.int32)
