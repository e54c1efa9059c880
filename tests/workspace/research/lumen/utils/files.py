"""Parameters in plain files, for where there is no TensorFlow."""

import os

from flax import serialization


def save(path, target):
  """Writes a model, an optimizer or a state."""
  os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
  with open(path + '.tmp', 'wb') as f:
    f.write(serialization.to_bytes(target))
  os.replace(path + '.tmp', path)


def restore(path, target):
  """Reads it back; the target says what is expected."""
  with open(path, 'rb') as f:
    return serialization.from_bytes(target, f.read())
