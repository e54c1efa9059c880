"""Carrying pre-Linen parameters and state over: what each is called in Linen. Knows names, neither Flax nor jax."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Callable, Collection, Dict, Tuple  # noqa: UP035 (Python 3.8 has no other)

Tree = Dict[str, Any]  # noqa: UP006
Path = Tuple[str, ...]  # noqa: UP006

AUTOMATIC = re.compile(r"(.+)_(\d+)$")

# Classes whose submodules got another class's name before, or whose class is called otherwise today.
TODAY = {
    "MultiHeadDotProductAttention": ["MultiHeadDotProductAttention", "SelfAttention"],
    "ConvLSTM": ["ConvLSTM", "ConvLSTMCell"],
}


Given = Callable[[Path], Collection[str]]
"""The names that the new code gives by hand to children of the module at a path, where that is known."""


def new_names(old: Tree, new: Tree, given: Collection[str] = ()) -> dict[str, str]:
    """What each child of a scope is called in Linen; those `given` by hand are not counted.

    Automatic names were numbered by one counter for all classes and are now by one for each class, so the number of a
    child becomes its rank among the children of its class. Names that both worlds have were given by hand.
    """
    names = {name: name for name in old}
    for kind in sorted({automatic(name)[0] for name in old} - {""}):
        counted = [name for name in old if automatic(name)[0] == kind and name not in given]
        before = sorted(counted, key=lambda name: automatic(name)[1])
        kinds = TODAY.get(kind, [kind])
        # In the order in which they were made.
        after = [name for name in new if automatic(name)[0] in kinds and name not in given]
        if after and set(after) in (set(before), {name for name in before if old[name] != {}}):
            continue
        found = {automatic(name)[0] for name in after}
        if len(found) > 1 and len(after) == len(before):
            names.update({before[i]: after[i] for i in range(len(before))})
        else:
            only = found.pop() if len(found) == 1 else kind
            names.update({name: f"{only}_{rank}" for rank, name in enumerate(before)})
    return names


def automatic(name: str) -> tuple[str, int]:
    """Class and number of a name of the form that both worlds give by themselves; no class if it is of another form."""
    found = AUTOMATIC.match(name)
    return (found[1], int(found[2])) if found else ("", 0)


def nothing_given(path: Path) -> Collection[str]:
    """See `Given`, where nothing is known."""
    return ()


def new_paths(old: Tree, new: Tree, at: Path = (), new_at: Path = (), given: Given = nothing_given) -> dict[Path, Path]:
    """Where each module of the old parameter tree is among the new variables; the old tree lists empty modules too."""
    paths = {at: new_at}
    children = {name: child for name, child in old.items() if isinstance(child, dict)}
    scopes = {name: child for name, child in new.items() if isinstance(child, dict)}
    for name, new_name in new_names(children, scopes, given(new_at)).items():
        paths.update(new_paths(children[name], scopes.get(new_name, {}), (*at, name), (*new_at, new_name), given))
    return paths


def merged(trees: Iterable[Tree]) -> Tree:
    """One tree with what is in any of them, in the order in which it comes."""
    result: Tree = {}
    for tree in trees:
        for name, value in tree.items():
            both = isinstance(value, dict) and isinstance(result.get(name), dict)
            result[name] = merged([result[name], value]) if both else value
    return result


def flat(tree: Tree, at: Path = ()) -> dict[Path, Any]:
    """The leaves of nested dictionaries by path."""
    found: dict[Path, Any] = {}
    for name, value in tree.items():
        found.update(flat(value, (*at, name)) if isinstance(value, dict) else {(*at, name): value})
    return found


def nested(leaves: dict[Path, Any]) -> Tree:
    """The nested dictionaries that have these leaves."""
    tree: Tree = {}
    for path, value in leaves.items():
        scope = tree
        for name in path[:-1]:
            scope = scope.setdefault(name, {})
        scope[path[-1]] = value
    return tree


def module_of_state(key: str) -> Path:
    """The module that a key of the old state collection names: `/` is the root, `/Conv_0/bn` its child's child."""
    return tuple(name for name in key.split("/") if name)


def moved(leaves: dict[Path, Any], paths: dict[Path, Path], like: dict[Path, Any]) -> dict[Path, Any]:
    """Leaves at their new places, and as they are shaped there: GroupNorm's were (1, …, 1, C) and are (C,)."""
    result = {}
    for path, value in leaves.items():
        place = (*paths[path[:-1]], path[-1])
        shape = getattr(like.get(place), "shape", value.shape)
        squeezed = value.ndim > len(shape) and value.shape == (1,) * (value.ndim - len(shape)) + tuple(shape)
        result[place] = value.reshape(shape) if squeezed else value
    return result


def state_leaves(state: dict[str, Tree]) -> dict[Path, Any]:
    """The leaves of the old, flat state by module and name."""
    found: dict[Path, Any] = {}
    for key, values in state.items():
        found.update(flat(values, module_of_state(key)))
    return found


def missing_and_new(old: Iterable[Path], new: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The paths that only the old one has, and those that only the new one has."""
    return sorted(set(old) - set(new)), sorted(set(new) - set(old))
