"""What the old world found, written down so that the new one can read it."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np


class Writer(pickle.Pickler):
    """Pickles arrays by the name of their type: unpickling `bfloat16` itself breaks it for all of that process."""

    def reducer_override(self, value: Any) -> Any:
        """See `pickle.Pickler`."""
        if isinstance(value, np.ndarray):
            return array, (value.dtype.name, value.shape, value.tobytes())
        return NotImplemented


def array(name: str, shape: tuple[int, ...], raw: bytes) -> Any:
    """The array that was written down."""
    import jax.numpy as jnp

    return np.frombuffer(raw, jnp.dtype(name)).reshape(shape).copy()


def write(path: str, results: Any) -> None:
    """Write results to a file."""
    with open(path, "wb") as file:
        Writer(file, protocol=4).dump(results)


def read(path: str) -> Any:
    """What `write` wrote."""
    with open(path, "rb") as file:
        return pickle.load(file)
