"""States of flax.optim in today's optax: which field of the one is which of the other comes from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linen_upgrade.proof.drivers.carrying import Path
from linen_upgrade.proof.drivers.checkpoint_reading import Refused, Tree


@dataclass(frozen=True)
class OldStates:
    """Per old field, the array of each parameter by its old path."""

    fields: Mapping[str, Mapping[Path, Any]]


def old_states(param_states: Tree, paths: list[Path]) -> OldStates:
    """The states of the parameters at `paths`. Raises Refused."""
    fields: dict[str, dict[Path, Any]] = {}
    for path in paths:
        held: Any = param_states
        for name in path:
            held = held.get(name) if isinstance(held, dict) else None
        if held is None:
            raise Refused(f"its optimizer has no state for {'/'.join(path)}")
        for name, value in held.items() if isinstance(held, dict) else ():
            if isinstance(value, dict):
                raise Refused(f"its optimizer keeps a tree for {'/'.join(path)}, as none of one transformation does")
            if value is not None and not hasattr(value, "shape"):
                raise Refused(f"`{name}` of {'/'.join(path)} is no array")
            if value is not None:
                fields.setdefault(name, {})[path] = value
    return OldStates(fields)


def moved_fields(old: OldStates, asked: str, known: Mapping[str, Mapping[str, str]]) -> dict[str, dict[Path, Any]]:
    """The arrays by the fields that optax has for them; `asked` is the old class where a person says so.

    `known` has, for each old class, today's field of each old one; `-` in front turns the sign,
    `?` marks one that is not always kept. Raises Refused.
    """
    needed = {name: fields for name, fields in known.items() if _fits(fields, old)}
    if asked:
        if asked not in known:
            raise Refused(f"flax.optim had no {asked}; it had {', '.join(known)}")
        if asked not in needed:
            raise Refused(f"its optimizer keeps {_listed(old.fields)}, which is no state of optim.{asked}")
        needed = {asked: needed[asked]}
    if not needed:
        raise Refused(f"its optimizer keeps {_listed(old.fields)}, as no class of flax.optim alone does")
    maps = {tuple(sorted((name, fields[name]) for name in old.fields)) for fields in needed.values()}
    if len(maps) > 1:
        raise Refused(f"its optimizer may be {' or '.join(needed)}, which differ: say which with --optimizer")
    moved: dict[str, dict[Path, Any]] = {}
    for name, today in maps.pop():
        arrays = old.fields[name]
        moved[today.lstrip("-?")] = {p: -a if today.startswith("-") else a for p, a in arrays.items()}
    return moved


def _fits(fields: Mapping[str, str], old: OldStates) -> bool:
    always = {name for name, today in fields.items() if not today.startswith("?")}
    return always <= set(old.fields) <= set(fields)


def filled(state: Any, fields: Mapping[str, Mapping[Path, Any]], step: int) -> Any:
    """An optax state with the arrays of each field, by new path, and every count at `step`. Raises Refused."""
    filling = _Filling(fields, step)
    result = filling.fill(state)
    unused = {name for name in set(fields) - filling.used if not all(map(_is_placeholder, fields[name].values()))}
    if unused:
        raise Refused(f"--tx has no place for {_listed(unused)}: it is not what that optimizer is today")
    return result


def _is_placeholder(array: Any) -> bool:
    """Whether it stands for a state that is not kept: Adafactor's momentum where it has none."""
    return tuple(array.shape) == (1,) and not array.any()


class _Filling:
    def __init__(self, fields: Mapping[str, Mapping[Path, Any]], step: int) -> None:
        self._fields, self._step = fields, step
        self.used: set[str] = set()

    def fill(self, state: Any) -> Any:
        import jax

        if hasattr(state, "_fields"):
            return type(state)(*(self._field(name, getattr(state, name)) for name in state._fields))
        if isinstance(state, (tuple, list)):
            return type(state)(map(self.fill, state))
        if isinstance(state, dict):
            return {name: self.fill(value) for name, value in state.items()}
        if jax.tree_util.tree_leaves(state):
            raise Refused("--tx keeps a state of a form that is not known here")
        return state

    def _field(self, name: str, value: Any) -> Any:
        import jax

        if name == "count" and getattr(value, "shape", None) == ():
            return jax.numpy.asarray(self._step, value.dtype)
        if name in self._fields and jax.tree_util.tree_leaves(value):
            self.used.add(name)
            return jax.tree_util.tree_map_with_path(lambda path, leaf: self._leaf(name, path, leaf), value)
        if name in ("hyperparams", "hyperparams_states"):
            return value
        if isinstance(value, (tuple, list, dict)) and _holds_states(value):
            return self.fill(value)
        if jax.tree_util.tree_leaves(value):
            raise Refused(f"--tx keeps `{name}`, of which the checkpoint has nothing")
        return value

    def _leaf(self, name: str, path: Any, leaf: Any) -> Any:
        place = tuple(str(getattr(part, "key", part)) for part in path)
        found = self._fields[name].get(place)
        if found is None:
            raise Refused(f"its optimizer has no `{name}` for {'/'.join(place)}")
        if tuple(found.shape) != tuple(leaf.shape):
            raise Refused(
                f"`{name}` of {'/'.join(place)} is {tuple(found.shape)} in the checkpoint, {tuple(leaf.shape)} in --tx"
            )
        return found


def _holds_states(value: Any) -> bool:
    """Whether a field is made up of states again: `inner_state`, `inner_states`."""
    if hasattr(value, "_fields"):
        return True
    parts = value.values() if isinstance(value, dict) else value
    return all(_holds_states(part) for part in parts if isinstance(part, (tuple, list, dict))) and any(
        isinstance(part, (tuple, list, dict)) for part in parts
    )


def same_shape_moved(
    arrays: Mapping[Path, Any], old: Mapping[Path, Any], places: Mapping[Path, Path], like: Mapping[Path, Any]
) -> dict[Path, Any]:
    """Arrays at the new places of their parameters, reshaped where a parameter of their shape was."""
    moved = {}
    for path, array in arrays.items():
        place = places[path]
        alike = getattr(array, "shape", None) == old[path].shape
        moved[place] = array.reshape(like[place].shape) if alike else array
    return moved


def _listed(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "nothing"


__all__ = ["OldStates", "filled", "moved_fields", "old_states", "same_shape_moved"]
