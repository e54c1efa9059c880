"""Converts one old checkpoint: `start.py checkpoint_driver JOB_JSON RESULT_JSON`.

The job says what to read and to write, and which class of which file the parameters are of. The result has the table of
old and new paths, or the sentence that says why there is none; nothing is written then.
"""

from __future__ import annotations

import json
import os
import re
import sys
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from linen_upgrade.proof.drivers.carrying import (
    Given,
    Path,
    automatic,
    flat,
    merged,
    missing_and_new,
    moved,
    nested,
    new_paths,
    state_leaves,
)
from linen_upgrade.proof.drivers.checkpoint_parts import Parts, candidates
from linen_upgrade.proof.drivers.checkpoint_reading import Refused, Tree, read

_AMPLE = 64 << 20
"""Bytes that any checkpoint may unpack to; above them the size of the class's own parameters decides."""


@dataclass(frozen=True)
class Today:
    """What the migrated class makes: its variables as shapes, and how its submodules get their names."""

    variables: Tree
    given: dict[Path, set[str]]
    """The names given by hand, by the path of the module around them."""
    classes: dict[Path, str]
    model: Any

    @property
    def params(self) -> dict[Path, Any]:
        """The shapes of its parameters by path."""
        return flat(self.variables.get("params", {}))


def today_of(job: dict[str, Any]) -> Today:
    """Initialise the migrated class, as shapes only. Raises Refused."""
    from flax import linen

    from linen_upgrade.proof.drivers.cases import arguments, load, value_of
    from linen_upgrade.proof.drivers.new_driver import KEY, split_by_signature

    try:
        module = load(job["file"], job)
        cls = value_of(job["class"], "", vars(module))
        fields, args, kwargs = split_by_signature(cls, "__call__", *arguments(job, module), ())
        model = cls(**fields)
    except Exception as error:
        raise Refused(f"{job['shown']}: {_said(error)}") from None
    if not isinstance(model, linen.Module):
        raise Refused(f"`{job['class']}` of {job['shown']} is no flax.linen.Module: upgrade it first")
    try:
        with _Watch() as watch:
            variables = _shapes(model, KEY, args, kwargs)
    except Exception as error:
        hint = "" if job["inputs"] else "; give --input for each array that it is called with"
        raise Refused(f"{job['class']} can't be initialised: {_said(error)}{hint}") from None
    return Today(variables, watch.given, watch.classes, model)


def _said(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0][:300]}" if text else type(error).__name__


def _shapes(model: Any, key: Any, args: list[Any], kwargs: dict[str, Any]) -> Tree:
    """Today's variables in the order in which they are made, which tracing loses: it sorts."""
    import jax

    orders: list[Tree] = []

    def initialised(*inputs: Any) -> Any:
        variables = model.init({"params": key, "dropout": key}, *inputs, **kwargs)
        orders.append({name: _order(tree) for name, tree in dict(variables).items()})
        return variables

    shapes = jax.eval_shape(initialised, *args)
    return {name: _ordered(shapes[name], order) for name, order in orders[-1].items()}


def _order(tree: Any) -> Any:
    return {name: _order(value) for name, value in tree.items()} if hasattr(tree, "items") else None


def _ordered(tree: Any, order: Any) -> Any:
    return {name: _ordered(tree[name], below) for name, below in order.items()} if order is not None else tree


class _Watch:
    """Notes, of every submodule that is made, whether its name was given by hand."""

    def __init__(self) -> None:
        self.given: dict[Path, set[str]] = {}
        self.classes: dict[Path, str] = {}

    def __enter__(self) -> _Watch:
        from flax import linen

        self._original = original = linen.Module.__post_init__
        watch = self

        def noting(module: Any) -> None:
            unnamed = module.name is None
            original(module)
            scope = getattr(module, "scope", None)
            if scope is not None and scope.path:
                *around, name = scope.path
                watch.classes[tuple(scope.path)] = type(module).__name__
                if not unnamed:
                    watch.given.setdefault(tuple(around), set()).add(name)
            elif scope is not None:
                watch.classes[()] = type(module).__name__

        linen.Module.__post_init__ = noting
        return self

    def __exit__(self, *error: object) -> None:
        from flax import linen

        linen.Module.__post_init__ = self._original


@dataclass(frozen=True)
class Converted:
    """Parameters and state at their new places, with the table of both."""

    parts: Parts
    params: dict[Path, Any]
    state: Tree
    places: dict[Path, Path]
    rows: list[tuple[str, str, str]]


def converted(parts: Parts, today: Today, before: dict[str, list[str]] | None) -> Converted:
    """Parameters renamed, every shape checked. Raises Refused."""
    from linen_upgrade.proof.drivers.new_driver import collections_of

    given = _given(today, before)
    paths = new_paths(parts.params, merged(today.variables.values()), given=given)
    if before is None:
        _check_names(paths, given)
    leaves, like = flat(parts.params), today.params
    places = {path: (*paths[path[:-1]], path[-1]) for path in leaves}
    arrays = {path: value for path, value in leaves.items() if hasattr(value, "shape")}
    if len(arrays) != len(leaves):
        odd = next(path for path in leaves if path not in arrays)
        raise Refused(f"{'/'.join(odd)} is no array")
    params = moved(arrays, paths, like)
    _check("params", params, like)
    rows = [
        ("/".join(path), "/".join(("params", *place)), _shapes_of(leaves[path], params[place]))
        for path, place in places.items()
    ]
    old_state = state_leaves(parts.state)
    if not all(hasattr(value, "shape") for value in old_state.values()):
        raise Refused("its state holds what is no array")
    lost = next((path for path in old_state if path[:-1] not in paths), None)
    if lost is not None:
        raise Refused(f"its state is of {'/'.join(lost[:-1])}, which its parameters don't list")
    kept = {name: tree for name, tree in today.variables.items() if name != "params"}
    state = collections_of(moved(old_state, paths, {}), kept) if old_state else {}
    for name, tree in state.items():
        _check(name, flat(tree), flat(kept.get(name, {})))
    for path in old_state:
        place = (*paths[path[:-1]], path[-1])
        owner = next((name for name, tree in state.items() if place in flat(tree)), "batch_stats")
        shown = f"/{'/'.join(path[:-1])} {path[-1]}"
        rows.append((shown, "/".join((owner, *place)), _shape(old_state[path])))
    return Converted(parts, params, state, places, rows)


def _shapes_of(old: Any, new: Any) -> str:
    """The shape of an array, and the one that it had where that was another."""
    return _shape(new) if old.shape == new.shape else f"{_shape(new)} (was {_shape(old)})"


def _shape(array: Any) -> str:
    return f"{_type(array)}[{','.join(map(str, array.shape))}]" if hasattr(array, "shape") else type(array).__name__


def _type(array: Any) -> str:
    """How types are spelled in tables."""
    return str(array.dtype).replace("float", "f").replace("uint", "u").replace("int", "i")


def _check(what: str, found: dict[Path, Any], like: dict[Path, Any]) -> None:
    lacking, unknown = missing_and_new(like, found)
    problems = [f"the checkpoint has no {'/'.join(path)}" for path in lacking]
    problems += [f"the checkpoint has {'/'.join(path)}, which the class lacks" for path in unknown]
    if problems:
        raise Refused(f"{what} don't fit the class: {_some(problems)}")
    wrong = [
        f"{'/'.join(path)} is {tuple(found[path].shape)} in the checkpoint and {tuple(like[path].shape)} today"
        for path in like
        if tuple(found[path].shape) != tuple(like[path].shape)
    ]
    if wrong:
        raise Refused(f"{what} don't fit the class: {_some(wrong)}")


def _some(problems: list[str]) -> str:
    more = f"; and {len(problems) - 3} more" if len(problems) > 3 else ""
    return "; ".join(problems[:3]) + more


def _given(today: Today, before: dict[str, list[str]] | None) -> Given:
    """The names given by hand: by today's code, or by the old one where that is known."""

    def given(path: Path) -> Collection[str]:
        known = before.get(today.classes.get(path, "")) if before is not None else None
        return today.given.get(path, ()) if known is None else known

    return given


def _check_names(paths: dict[Path, Path], given: Given) -> None:
    """See that names which look automatic, and are given by hand today, were so before. Raises Refused."""
    scopes = [path[:-1] for path in paths if path]
    for scope in dict.fromkeys(scopes):
        names = {path[-1] for path in paths if path and path[:-1] == scope}
        hand = set(given(paths[scope])) & names
        doubtful = sorted(name for name in hand if automatic(name)[0])
        if doubtful and not numbers_tell(names, hand) and any(automatic(name)[0] for name in names - hand):
            where = "/".join((*scope, doubtful[0]))
            raise Refused(
                f"`{where}` is a name that the class gives by hand and that may have been an automatic one before: "
                "--before REV looks at the old source"
            )


def numbers_tell(names: Collection[str], hand: Collection[str]) -> bool:
    """Whether what is left once names given by hand are taken out was numbered by one counter."""
    left = [name for name in names if name not in hand and (automatic(name)[0] or re.fullmatch(r"\d+", name))]
    counts = sorted(automatic(name)[1] if automatic(name)[0] else int(name) for name in left)
    return counts == list(range(len(counts)))


def chosen(tree: Tree, today: Today, before: dict[str, list[str]] | None) -> Converted:
    """The one part of a checkpoint that is of the class. Raises Refused."""
    found, problems = [], []
    for parts in candidates(tree):
        try:
            found.append(converted(parts, today, before))
        except Refused as error:
            problems.append((parts.place, str(error)))
    if len(found) > 1:
        places = ", ".join(f"`{one.parts.place}`" for one in found)
        raise Refused(f"it holds several sets of parameters that fit: {places}; save the one that is wanted by itself")
    if found:
        return found[0]
    if not problems:
        raise Refused("it holds no parameters")
    place, sentence = problems[0]
    raise Refused(sentence if len(problems) == 1 else f"{sentence} (at `{place}`, the first of {len(problems)} places)")


def output_of(job: dict[str, Any], found: Converted, today: Today) -> tuple[Tree, list[str]]:
    """What is to be written, and what is said of it. Raises Refused."""
    import jax

    params = jax.tree_util.tree_map(jax.numpy.asarray, nested(found.params))
    state = jax.tree_util.tree_map(jax.numpy.asarray, found.state)
    states = found.parts.param_states
    if not job["tx"]:
        notes = [f"written are {' and '.join(['params', *state])}: restore them as the variables of `apply`"]
        if states is not None:
            notes.append(f"the optimizer's state (step {found.parts.step}) is left out; --tx takes it along")
        return {"params": params, **state}, notes
    if states is None:
        raise Refused("it holds no optimizer, so that there is nothing for --tx")
    train_state = _train_state(job, found, today, params)
    listed = ", ".join([*train_state, *state])
    return {**train_state, **state}, [f"written is a TrainState at step {found.parts.step}: {listed}"]


def _train_state(job: dict[str, Any], found: Converted, today: Today, params: Any) -> Tree:
    from flax.serialization import to_state_dict
    from flax.training.train_state import TrainState

    from linen_upgrade.proof.drivers.cases import load
    from linen_upgrade.proof.drivers.optimizer_states import filled, moved_fields, old_states, same_shape_moved

    assert found.parts.param_states is not None
    old = flat(found.parts.params)
    fields = moved_fields(old_states(found.parts.param_states, list(old)), job["optimizer"], job["states"])
    placed = {name: same_shape_moved(arrays, old, found.places, found.params) for name, arrays in fields.items()}
    try:
        tx = vars(load(job["tx"]["file"], job["tx"]))[job["tx"]["name"]]
        tx = tx if hasattr(tx, "init") else tx()
        state = TrainState.create(apply_fn=today.model.apply, params=params, tx=tx)
    except Exception as error:
        raise Refused(f"--tx: {_said(error)}") from None
    state = state.replace(step=found.parts.step, opt_state=filled(state.opt_state, placed, found.parts.step))
    result: Tree = to_state_dict(state)
    return result


def write(out: File, form: str, tree: Tree) -> None:
    """Write a checkpoint whole or not at all. Raises Refused."""
    try:
        if form == "orbax":
            import orbax.checkpoint

            with orbax.checkpoint.StandardCheckpointer() as checkpointer:
                checkpointer.save(out.absolute(), tree)
            return
        from flax.serialization import to_bytes

        partial = out.with_name(f".{out.name}.{os.getpid()}")
        try:
            partial.write_bytes(to_bytes(tree))
            os.link(partial, out)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(f"{out} can't be written: {(error.strerror or str(error)).lower()}") from None


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Convert, and write unless it is only to be shown."""
    today = today_of(job)
    size = sum(leaf.size * leaf.dtype.itemsize for leaf in flat(today.variables).values())
    found = chosen(read(File(job["in"]), _AMPLE + 16 * size), today, job["before"])
    tree, notes = output_of(job, found, today)
    if not job["dry_run"]:
        write(File(job["out"]), job["form"], tree)
    return {"rows": found.rows, "notes": notes}


def main() -> None:
    """Read the job, do it, and say what came of it."""
    warnings.simplefilter("ignore")
    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    try:
        result = run(job)
    except Refused as error:
        result = {"error": str(error)}
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(result, file)
