"""What the old world found, written down so that the new one can read it."""

from __future__ import annotations

import pickle

import numpy as np


class Writer(pickle.Pickler):
    """Pickles arrays by the name of their type: unpickling `bfloat16` itself breaks it for all of that process."""

    def reducer_override(self, value):
        """See `pickle.Pickler`."""
        if isinstance(value, np.ndarray):
            return array, (value.dtype.name, value.shape, value.tobytes())
        return NotImplemented


def array(name, shape, raw):
    """The array that was written down."""
    import jax.numpy as jnp

    return np.frombuffer(raw, jnp.dtype(name)).reshape(shape).copy()


def write(path, results):
    """Write results to a file."""
    with open(path, "wb") as file:
        Writer(file, protocol=4).dump(results)


def read(path):
    """What `write` wrote."""
    with open(path, "rb") as file:
        return pickle.load(file)
