"""Random draws that depend on distribution and shape alone, the same in both worlds.

The two worlds thread their keys differently, so the same key gives other parameters and other dropout masks. With
these in place of jax.random's, both agree however keys are passed. What that hides (whether a mask differs from key to
key and from layer to layer) is looked at apart, with the real draws, by `rates`.
"""

from __future__ import annotations

import contextlib
import functools
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np


def noise(name: str, shape: Sequence[int]) -> Any:
    """Standard normal numbers that only name and shape decide."""
    return generator(name, shape).standard_normal(tuple(shape))


def generator(name: str, shape: Sequence[int]) -> np.random.RandomState:
    """A generator that only name and shape decide."""
    return np.random.RandomState(zlib.crc32(f"{name} {tuple(map(int, shape))}".encode()))


class Draws:
    """Which draws are made now: ours, or the real ones, which are then taken down."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Any]] | None = None
        """Kind and numbers of each real draw, while they are made."""
        self._within = False

    @contextlib.contextmanager
    def real(self) -> Iterator[list[tuple[str, Any]]]:
        """Make real draws, and give what was drawn."""
        self.taken = []
        try:
            yield self.taken
        finally:
            self.taken = None

    def take(self, name: str, draw: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """Make a real draw; those that it is made of itself are none of ours."""
        import jax

        outermost, self._within = not self._within, True
        try:
            drawn = draw(*args, **kwargs)
        finally:
            self._within = not outermost
        if outermost and self.taken is not None and not isinstance(drawn, jax.core.Tracer):
            self.taken.append((name, np.asarray(drawn)))
        return drawn


DRAWS = Draws()


def replace_draws() -> None:
    """Put ours in the place of jax's own draws, where users and jax's initialisers reach them."""
    import jax._src.random as inside  # what jax.nn.initializers draws from

    places = [
        module for name, module in sys.modules.items() if name == "jax.random" or name.startswith(inside.__name__)
    ]
    for ours in alike():
        for place in places:
            if hasattr(place, ours.__name__):
                setattr(place, ours.__name__, either(ours, getattr(place, ours.__name__)))


def either(ours: Callable[..., Any], theirs: Callable[..., Any]) -> Callable[..., Any]:
    """A draw that is ours, or the real one when these are made."""

    @functools.wraps(ours)
    def draw(*args: Any, **kwargs: Any) -> Any:
        if DRAWS.taken is None:
            return ours(*args, **kwargs)
        return DRAWS.take(ours.__name__, theirs, args, kwargs)

    return draw


def alike() -> Sequence[Callable[..., Any]]:
    """The draws that are the same in both worlds, by the names of those that they stand for."""
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

    def permutation(key: Any, x: Any, axis: int = 0, **_: Any) -> Any:
        x = jnp.arange(x) if jnp.ndim(x) == 0 else jnp.asarray(x)
        return jnp.take(x, generator("permutation", x.shape).permutation(x.shape[axis]), axis)

    return uniform, normal, truncated_normal, bernoulli, randint, gumbel, permutation
