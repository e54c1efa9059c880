"""What both drivers read from a case: the file, the class in it, and the values that it is called with."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from linen_upgrade.proof.drivers.draws import generator, noise
from linen_upgrade.proof.drivers.failing import is_in, stage

ARRAY = re.compile(r"(f32|f16|bf16|i32|i16|i8|u32|u8|bool)\[([\d, ]*)\](?:<(\d+))?$")
TYPES = {"f": "float", "bf": "bfloat", "i": "int", "u": "uint"}


def load(place: str, case: dict[str, Any]) -> ModuleType:
    """The module of a case: one of the folder at `place`, which then leads the path, or the file there."""
    if not case["module"]:
        return load_file("case", place)
    for folder in reversed(case["folders"] or [""]):
        path = os.path.normpath(os.path.join(place, folder))
        if path not in sys.path:
            sys.path.insert(0, path)
    if case["module"] in sys.modules and not is_in(getattr(sys.modules[case["module"]], "__file__", None) or "", place):
        # A user's file may be called as a module that is loaded already: types.py, random.py.
        return load_file("case", os.path.join(place, (case["folders"] or [""])[0], case["module"] + ".py"))
    return importlib.import_module(case["module"])


def load_file(name: str, place: str) -> ModuleType:
    """The file at `place` as a module of that name."""
    spec = importlib.util.spec_from_file_location(name, place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def loaded(place: str, case: dict[str, Any]) -> tuple[ModuleType, Any]:
    """The module of a case, and the class in it that it names."""
    with stage("load"):
        module = load(place, case)
    with stage("class"):
        cls = value_of(case["class"], "", vars(module))
    return module, cls


def arguments(call: dict[str, Any], module: ModuleType) -> tuple[list[Any], dict[str, Any]]:
    """The inputs by position, and the arguments by name, as a case or its method spells them."""
    inputs, keywords = [], {}
    for i, word in enumerate(call["inputs"]):
        with stage(f"input {word}"):
            inputs.append(value_of(word, f"input {i}", vars(module)))
    for name, word in call["keywords"].items():
        with stage(f"argument {name}={word}"):
            keywords[name] = value_of(word, name, vars(module))
    return inputs, keywords


def value_of(word: str, label: str, names: dict[str, Any]) -> Any:
    """The value that a word spells.

    Normal numbers `f32[2,28]` (`f16`, `bf16`), integers `i32[2,5]<10` (`i16`, `i8`, `u32`, `u8`), `bool[2,5]`, `key`;
    else Python in the file's own names.
    """
    import jax
    import jax.numpy as jnp

    if word == "key":
        return jax.random.PRNGKey(7)
    found = ARRAY.match(word)
    if not found:
        return eval(word, {"functools": functools, **names})
    kind, sizes, below = found.groups()
    shape = tuple(int(size) for size in sizes.split(",") if size.strip())
    if kind == "bool":
        return jnp.asarray(generator(label, shape).randint(0, 2, shape), "bool")
    dtype = TYPES[kind.rstrip("0123456789")] + kind.lstrip("abfiu")
    if "f" in kind:
        return jnp.asarray(noise(label, shape), dtype)
    return jnp.asarray(generator(label, shape).randint(0, int(below or 2), shape), dtype)


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


def under_jit(run: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]) -> Callable[[Any, Any], Any]:
    """`run(params, state, args, kwargs)`, compiled; of the arguments, the arrays are traced."""
    import jax

    leaves, structure = jax.tree_util.tree_flatten((args, kwargs))
    traced = [i for i, leaf in enumerate(leaves) if isinstance(leaf, jax.Array)]

    def filled_in(params: Any, state: Any, arrays: list[Any]) -> Any:
        filled = list(leaves)
        for i, array in zip(traced, arrays):  # noqa: B905
            filled[i] = array
        return run(params, state, *jax.tree_util.tree_unflatten(structure, filled))

    compiled = jax.jit(filled_in)
    return lambda params, state: compiled(params, state, [leaves[i] for i in traced])


# How a module is run: with random draws and state that may change, without the one, without the other.
VARIANTS = {
    "as in training": {"random": True, "mutable": True},
    "without random draws": {"random": False, "mutable": True},
    "with frozen state": {"random": True, "mutable": False},
}
