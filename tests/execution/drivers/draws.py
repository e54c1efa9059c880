"""Random draws that depend on distribution and shape alone, the same in both worlds.

The two worlds thread their keys differently, so the same key gives other parameters and other dropout masks. With
these in place of jax.random's, both agree however keys are passed. What it hides (whether a mask differs from call to
call) is not what these tests are about.
"""

from __future__ import annotations

import sys
import zlib

import numpy as np


def noise(name, shape):
    """Standard normal numbers that only name and shape decide."""
    return generator(name, shape).standard_normal(tuple(shape))


def generator(name, shape):
    return np.random.RandomState(zlib.crc32(f"{name} {tuple(map(int, shape))}".encode()))


def replace_draws():
    """Put the draws below in the place of jax's own, where users and jax's initialisers reach them."""
    import jax._src.random as inside  # what jax.nn.initializers draws from
    import jax.numpy as jnp

    def uniform(key, shape=(), dtype=float, minval=0.0, maxval=1.0, **_):
        return jnp.asarray(generator("uniform", shape).uniform(size=tuple(shape)), dtype) * (maxval - minval) + minval

    def normal(key, shape=(), dtype=float, **_):
        return jnp.asarray(noise("normal", shape), dtype)

    def truncated_normal(key, lower, upper, shape=None, dtype=float, **_):
        return uniform(key, () if shape is None else shape, dtype, lower, upper)

    def bernoulli(key, p=0.5, shape=None, **_):
        return uniform(key, jnp.shape(p) if shape is None else shape) < p

    def randint(key, shape, minval, maxval, dtype=int, **_):
        return jnp.floor(uniform(key, shape, float, minval, maxval)).astype(dtype)

    def gumbel(key, shape=(), dtype=float, **_):
        return -jnp.log(-jnp.log(uniform(key, shape, dtype, 1e-6, 1.0)))

    places = [
        module for name, module in sys.modules.items() if name == "jax.random" or name.startswith(inside.__name__)
    ]
    for draw in (uniform, normal, truncated_normal, bernoulli, randint, gumbel):
        for place in places:
            if hasattr(place, draw.__name__):
                setattr(place, draw.__name__, draw)
