"""What both drivers read from a case: the file, the class in it, and the values that it is called with."""

from __future__ import annotations

import functools
import importlib.util
import re
import sys
from types import ModuleType
from typing import Any

import numpy as np

from linen_upgrade.proof.drivers.draws import generator, noise

ARRAY = re.compile(r"(f32|i32|bool)\[([\d,]*)\](?:<(\d+))?$")


def load(place: str, case: dict[str, Any]) -> ModuleType:
    """The module of a case: one of the folder at `place`, which then leads the path, or the file there."""
    if case["module"]:
        if place not in sys.path:
            sys.path.insert(0, place)
        return importlib.import_module(case["module"])
    spec = importlib.util.spec_from_file_location("case", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["case"] = module
    spec.loader.exec_module(module)
    return module


def arguments(call: dict[str, Any], module: ModuleType) -> tuple[list[Any], dict[str, Any]]:
    """The inputs by position, and the arguments by name, as a case or its method spells them."""
    inputs = [value_of(word, f"input {i}", vars(module)) for i, word in enumerate(call["inputs"])]
    return inputs, {name: value_of(word, name, vars(module)) for name, word in call["keywords"].items()}


def value_of(word: str, label: str, names: dict[str, Any]) -> Any:
    """Normal numbers `f32[2,28]`, integers `i32[2,5]<10`, `bool[2,5]`, `key`; else Python in the file's own names."""
    import jax
    import jax.numpy as jnp

    if word == "key":
        return jax.random.PRNGKey(7)
    found = ARRAY.match(word)
    if not found:
        return eval(word, {"functools": functools, **names})
    kind, sizes, below = found.groups()
    shape = tuple(int(size) for size in sizes.split(",") if size)
    if kind == "f32":
        return jnp.asarray(noise(label, shape), "float32")
    return jnp.asarray(generator(label, shape).randint(0, int(below or 2), shape), "int32" if kind == "i32" else "bool")


def as_numpy(tree: Any) -> Any:
    """Nested dictionaries with their leaves as NumPy arrays."""
    if hasattr(tree, "items"):
        return {str(key): as_numpy(value) for key, value in tree.items()}
    return np.asarray(tree)


def leaves(output: Any) -> dict[str, Any]:
    """The arrays in an output, in order."""
    import jax

    return {str(i): np.asarray(leaf) for i, leaf in enumerate(jax.tree_util.tree_leaves(output))}


def weighed(output: Any) -> Any:
    """One number that every float in an output counts in, each with another weight."""
    import jax
    import jax.numpy as jnp

    floats = [leaf for leaf in jax.tree_util.tree_leaves(output) if jnp.issubdtype(jnp.result_type(leaf), jnp.floating)]
    return sum((jnp.vdot(leaf, noise("weight", jnp.shape(leaf))) for leaf in floats), jnp.zeros(()))


# How a module is run: with random draws and state that may change, without the one, without the other.
VARIANTS = {
    "as in training": {"random": True, "mutable": True},
    "without random draws": {"random": False, "mutable": True},
    "with frozen state": {"random": True, "mutable": False},
}
