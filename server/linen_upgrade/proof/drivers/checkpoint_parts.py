"""What a checkpoint of 2020 is made of: parameters, alone or as an optimizer's target, its states, and statistics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linen_upgrade.proof.drivers.checkpoint_reading import Refused, Tree

_DEEPEST = 6


@dataclass(frozen=True)
class Parts:
    """Parameters, where they were found, the states of their optimizer (a tree alike) and its step, and flat state."""

    place: str
    params: Tree
    param_states: Tree | None = None
    step: int = 0
    state: Tree = field(default_factory=dict)


def candidates(tree: Tree) -> list[Parts]:
    """All that may be parameters of one model, the likelier ones first."""
    state = {key: value for found in _collections(tree, 0) for key, value in found.items()}
    optimizers = list(_optimizers(tree, "", 0))
    found = [part for optimizer in optimizers for part in _of_optimizer(*optimizer, state)]
    if not optimizers:
        found = [Parts(place, params, state=state) for place, params in _params(tree, "", 0)]
        found = found or [Parts("", {k: v for k, v in tree.items() if not _is_collection(v)}, state=state)]
    return found


def _is_collection(value: object) -> bool:
    """Whether it is the state of a model: dictionaries by path, `/` for the root."""
    if not isinstance(value, dict) or not value:
        return False
    return all(key.startswith("/") and isinstance(held, dict) for key, held in value.items())


def _collections(tree: Tree, depth: int) -> Iterator[Tree]:
    for value in tree.values():
        if isinstance(value, dict) and _is_collection(value):
            yield value
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from _collections(value, depth + 1)


def _optimizers(tree: Tree, at: str, depth: int) -> Iterator[tuple[str, Tree, Tree]]:
    """Every optimizer in a tree: its place, its target and its state."""
    target, state = tree.get("target"), tree.get("state")
    if isinstance(target, dict) and isinstance(state, dict) and "param_states" in state:
        yield at, target, state
    elif depth < _DEEPEST:
        for name, value in tree.items():
            if isinstance(value, dict):
                yield from _optimizers(value, f"{at}/{name}".lstrip("/"), depth + 1)


def _of_optimizer(at: str, target: Tree, state: Tree, collections: Tree) -> Iterator[Parts]:
    states = state.get("param_states")
    number = _number(state.get("step"))
    place = f"{at}/target".lstrip("/")
    inner = list(_params(target, place, 0))
    if not inner:
        yield Parts(place, target, states if isinstance(states, dict) else None, number, collections)
    for where, params in inner:
        held: object = states
        for name in where.removeprefix(place).strip("/").split("/"):
            held = held.get(name) if isinstance(held, dict) else None
        yield Parts(where, params, held if isinstance(held, dict) else None, number, collections)


def _number(step: object) -> int:
    """The step of an optimizer. Raises Refused."""
    try:
        return 0 if step is None else int(step)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        raise Refused("its optimizer's step is no number: of a replicated one, store what is on one device") from None


def _params(tree: Tree, at: str, depth: int) -> Iterator[tuple[str, Tree]]:
    """Every `params` in a tree, as an `nn.Model` writes them, or `target`, of which somebody left the optimizer out."""
    for name, value in tree.items():
        place = f"{at}/{name}".lstrip("/")
        if name in ("params", "target") and isinstance(value, dict):
            yield place, value
        elif isinstance(value, dict) and depth < _DEEPEST and not _is_collection(value):
            yield from _params(value, place, depth + 1)
