"""Random draws that depend on distribution and shape alone, the same in both worlds.

The two worlds thread their keys differently, so the same key gives other parameters and other dropout masks. With
these in place of jax.random's, both agree however keys are passed. What it hides (whether a mask differs from call to
call) is not what these tests are about.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np


def noise(name: str, shape: Sequence[int]) -> Any:
    """Standard normal numbers that only name and shape decide."""
    return generator(name, shape).standard_normal(tuple(shape))


def generator(name: str, shape: Sequence[int]) -> np.random.RandomState:
    """A generator that only name and shape decide."""
    return np.random.RandomState(zlib.crc32(f"{name} {tuple(map(int, shape))}".encode()))


def replace_draws() -> None:
    """Put the draws below in the place of jax's own, where users and jax's initialisers reach them."""
    import jax._src.random as inside  # what jax.nn.initializers draws from
    import jax.numpy as jnp

    def uniform(key: Any, shape: Any = (), dtype: Any = float, minval: Any = 0.0, maxval: Any = 1.0, **_: Any) -> Any:
        return jnp.asarray(generator("uniform", shape).uniform(size=tuple(shape)), dtype) * (maxval - minval) + minval

    def normal(key: Any, shape: Any = (), dtype: Any = float, **_: Any) -> Any:
        return jnp.asarray(noise("normal", shape), dtype)

    def truncated_normal(key: Any, lower: Any, upper: Any, shape: Any = None, dtype: Any = float, **_: Any) -> Any:
        return uniform(key, () if shape is None else shape, dtype, lower, upper)

    def bernoulli(key: Any, p: Any = 0.5, shape: Any = None, **_: Any) -> Any:
        return uniform(key, jnp.shape(p) if shape is None else shape) < p

    def randint(key: Any, shape: Any, minval: Any, maxval: Any, dtype: Any = int, **_: Any) -> Any:
        return jnp.floor(uniform(key, shape, float, minval, maxval)).astype(dtype)

    def gumbel(key: Any, shape: Any = (), dtype: Any = float, **_: Any) -> Any:
        return -jnp.log(-jnp.log(uniform(key, shape, dtype, 1e-6, 1.0)))

    places = [
        module for name, module in sys.modules.items() if name == "jax.random" or name.startswith(inside.__name__)
    ]
    for draw in (uniform, normal, truncated_normal, bernoulli, randint, gumbel):
        for place in places:
            if hasattr(place, draw.__name__):
                setattr(place, draw.__name__, draw)
