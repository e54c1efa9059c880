"""What scripts of 2020 use of a JAX (and NumPy, and Python) that is gone, put back into the old world.

The old world's JAX is the last one that flax.nn runs on, and years younger than the scripts. Each name stands here with
the reason for which it is missing there.
"""

from __future__ import annotations

import collections
import collections.abc
import functools
import importlib
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np


def bring_back_what_is_gone() -> None:
    """Give JAX, flax, NumPy and Python the names back that they had in 2020."""
    import flax.jax_utils
    import jax
    from jax.interpreters import xla

    # Rested on a partial evaluation that JAX no longer has; on zeros, shapes come out the same.
    flax.jax_utils.partial_eval_by_shape = evaluated_on_zeros
    put(jax, "tree_multimap", jax.tree_util.tree_map)  # tree_map takes several trees since 0.2.26, and replaced it
    put(jax.tree_util, "tree_multimap", jax.tree_util.tree_map)  # the same
    put(jax, "tree_all", jax.tree_util.tree_all)  # only in jax.tree_util since 0.4.6
    put(jax, "tree_reduce", jax.tree_util.tree_reduce)  # the same
    put(jax, "partial", functools.partial)  # was there by accident until 0.2.21, and used
    put(jax, "host_id", jax.process_index)  # renamed in 0.2.14, removed in 0.4.9
    put(jax, "host_count", jax.process_count)  # the same
    put(jax, "DeviceArray", jax.Array)  # one array type since 0.4.1
    put(jax.numpy, "DeviceArray", jax.Array)  # the same
    put(xla, "DeviceArray", jax.Array)  # the same
    put(jax.lax, "tie_in", lambda x, y: y)  # without a meaning since 0.2.0, removed in 0.2.21
    for name, at in UPDATES.items():
        put(jax.ops, name, at)  # x.at[…] since 0.2.22, removed in 0.3.2
    put(jax.ops, "index", np.s_)  # the same
    module("jax.api", jax)  # jax.jit and others by their first module, private since 0.2.22
    for name in ("optimizers", "stax"):
        # Moved from jax.experimental in 0.2.25.
        module(f"jax.experimental.{name}", "jax.example_libraries." + name)
    for name, old in (("int", int), ("float", float), ("bool", bool), ("object", object), ("complex", complex)):
        put(np, name, old)  # another name for Python's own type until NumPy 1.24
    jax.jit = lenient(jax.jit)  # wants static arguments to be hashable since 2021
    for name in ("Mapping", "MutableMapping", "Sequence", "Iterable", "Callable", "Hashable"):
        put(collections, name, getattr(collections.abc, name))  # only in collections.abc since Python 3.10


def put(owner: Any, name: str, value: Any) -> None:
    """Give `owner` the name if it doesn't have it."""
    if name not in vars(owner):  # asked for as an attribute, some warn or raise that they are gone
        setattr(owner, name, value)


def module(path: str, other: types.ModuleType | str) -> None:
    """Let a module (or the one that a path leads to) be imported by another path, if there is none there."""
    parent, _, name = path.rpartition(".")
    try:
        found = importlib.import_module(other) if isinstance(other, str) else other
        importlib.import_module(path)
    except ModuleNotFoundError as error:
        if error.name == path:
            sys.modules[path] = found
            setattr(sys.modules[parent], name, found)


class Identified:
    """A static argument that counts by its identity."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identified) and other.value is self.value


def lenient(jit: Callable[..., Any]) -> Callable[..., Any]:
    """`jit`, where a static argument that can't be hashed (an array, a list) counts by its identity."""

    def of_2020(fun: Callable[..., Any], *rest: Any, static_argnums: Any = None, **options: Any) -> Any:
        if static_argnums is None:
            return jit(fun, *rest, **options)
        numbers = (static_argnums,) if isinstance(static_argnums, int) else tuple(static_argnums)

        @functools.wraps(fun)
        def plain(*args: Any, **kwargs: Any) -> Any:
            return fun(*(arg.value if isinstance(arg, Identified) else arg for arg in args), **kwargs)

        compiled = jit(plain, *rest, static_argnums=numbers, **options)

        @functools.wraps(fun)
        def called(*args: Any, **kwargs: Any) -> Any:
            held = [
                Identified(arg) if {i, i - len(args)} & set(numbers) and not is_hashable(arg) else arg
                for i, arg in enumerate(args)
            ]
            return compiled(*held, **kwargs)

        return called

    return of_2020


def is_hashable(value: Any) -> bool:
    """Whether a value can be hashed."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def evaluated_on_zeros(fn: Callable[..., Any], input_spec: Any, *args: Any, **kwargs: Any) -> Any:
    """What `fn` gives for zeros of these shapes."""
    import flax.jax_utils
    import jax.numpy as jnp

    specs = [flax.jax_utils._parse_spec(spec) for spec in input_spec]
    return fn(*(jnp.zeros(spec.shape, spec.dtype) for spec in specs), *args, **kwargs)


def index_update(x: Any, idx: Any, y: Any, **_: Any) -> Any:
    """`x.at[idx].set(y)`, as it was written."""
    return at(x)[idx].set(y)


def index_add(x: Any, idx: Any, y: Any, **_: Any) -> Any:
    """`x.at[idx].add(y)`, as it was written."""
    return at(x)[idx].add(y)


def index_mul(x: Any, idx: Any, y: Any, **_: Any) -> Any:
    """`x.at[idx].multiply(y)`, as it was written."""
    return at(x)[idx].multiply(y)


def index_min(x: Any, idx: Any, y: Any, **_: Any) -> Any:
    """`x.at[idx].min(y)`, as it was written."""
    return at(x)[idx].min(y)


def index_max(x: Any, idx: Any, y: Any, **_: Any) -> Any:
    """`x.at[idx].max(y)`, as it was written."""
    return at(x)[idx].max(y)


def at(x: Any) -> Any:
    """The places of an array."""
    import jax.numpy as jnp

    return jnp.asarray(x).at


UPDATES = {update.__name__: update for update in (index_update, index_add, index_mul, index_min, index_max)}
