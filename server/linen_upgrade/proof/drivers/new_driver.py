"""Runs cases on flax.linen and compares: `start.py new_driver CASES_JSON OLD_RESULTS_PICKLE COMPARISONS_JSON`."""

from __future__ import annotations

import dataclasses
import inspect
import json
import sys
import traceback
import warnings
from collections.abc import Iterable
from typing import Any

import jax

from linen_upgrade.proof.drivers.carrying import Path, flat, merged, moved, nested, new_paths, state_leaves
from linen_upgrade.proof.drivers.cases import VARIANTS, arguments, as_numpy, leaves, load, value_of, weighed
from linen_upgrade.proof.drivers.comparing import differences
from linen_upgrade.proof.drivers.draws import replace_draws
from linen_upgrade.proof.drivers.left_behind import stand_in_for_flax_nn
from linen_upgrade.proof.drivers.results import read

KEY = jax.random.PRNGKey(1)


def split_by_signature(
    cls: Any, method: str, args: list[Any], kwargs: dict[str, Any], names: Iterable[str]
) -> tuple[dict[str, Any], list[Any], dict[str, Any]]:
    """Fields and inputs, by position and by name, out of the arguments of an old call: by what the class says.

    `names` are what the old parameters were called. Behind a field, an input can't keep its position.
    """
    cls = getattr(cls, "func", cls)  # the class of a partial
    fields = {field.name for field in dataclasses.fields(cls) if field.init} - {"parent"}
    inputs = inspect.signature(getattr(cls, method)).parameters
    takes_any = any(parameter.kind is parameter.VAR_KEYWORD for parameter in inputs.values())
    names = [today(name, {*fields, *inputs}) for name in names]
    first = next((i for i, name in enumerate(names[: len(args)]) if name in fields), len(args))
    by_name = list(zip(names[first:], args[first:], strict=False))
    by_name += [(today(name, {*fields, *inputs}), value) for name, value in kwargs.items()]
    given: dict[str, Any] = {}
    passed: dict[str, Any] = {}
    for name, value in by_name:
        if name in fields:
            given[name] = value
        elif name in inputs or takes_any:
            passed[name] = value
        else:
            raise TypeError(f"{cls} has neither a field nor an input {name!r}: {fields} {list(inputs)}")
    return given, args[:first], passed


def today(name: str, known: set[str]) -> str:
    """What a parameter is called today, which may be another name where Linen's modules own the old one."""
    return next((form for form in (name, f"use_{name}", f"{name}_") if form in known), name)


def call(
    model: Any,
    method: str,
    params: Any,
    state: Any,
    args: list[Any],
    kwargs: dict[str, Any],
    random: bool,
    mutable: bool,
) -> tuple[Any, Any]:
    """The module's output, and its state afterwards."""
    rngs = {"dropout": KEY} if random else None
    may_change = sorted(state) if mutable else False
    variables = {"params": params, **state}
    output = model.apply(variables, *args, **kwargs, rngs=rngs, mutable=may_change, method=method)
    return output if mutable else (output, state)


def collections_of(leaves_by_path: dict[Path, Any], like: dict[str, Any]) -> dict[str, Any]:
    """Old state as Linen's collections: each leaf in the one that has its path."""
    state: dict[str, dict[Path, Any]] = {}
    for path, value in leaves_by_path.items():
        owners = [name for name, collection in like.items() if path in flat(collection)] or ["batch_stats"]
        state.setdefault(owners[0], {})[path] = value
    return {name: nested(collection) for name, collection in state.items()}


def without_collection(state: dict[str, Any]) -> dict[Path, Any]:
    """State by module and name, whatever its collection: the old world had just one."""
    return {path: value for collection in state.values() for path, value in flat(as_numpy(collection)).items()}


def run(case: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    """Every sentence about a difference, and how many arrays were compared."""
    module = load(case["after"], case)
    cls = value_of(case["class"], "", vars(module))
    args, kwargs = arguments({**case, "keywords": {**case["keywords"], **case["respelled"]}}, module)
    fields, args, kwargs = split_by_signature(cls, "__call__", args, kwargs, old["signature"])
    model, method = cls(**fields), "__call__"
    variables = dict(model.init({"params": KEY, "dropout": KEY}, *args, **kwargs))
    initial = as_numpy(variables.pop("params", {}))
    paths, like = new_paths(old["initial"], merged([initial, *as_numpy(variables).values()])), flat(initial)

    def carried(name: str) -> dict[Path, Any]:
        return moved(flat(old[name]), paths, like)

    def carried_state(state: Any) -> dict[Path, Any]:
        return moved(state_leaves(state), paths, {})

    pairs = [
        ("initial parameters", carried("initial"), like),
        ("initial state", carried_state(old["initial state"]), without_collection(variables)),
    ]
    params, state = nested(carried("params")), collections_of(carried_state(old["state"]), variables)
    # As JAX arrays: `value += 1` would change NumPy's in place, and the next variant would begin from that.
    params, state = jax.tree_util.tree_map(jax.numpy.asarray, (params, state))
    if case["method"]:
        method = case["method"]["name"]
        more, args, kwargs = split_by_signature(cls, method, *arguments(case["method"], module), ())
        model = cls(**{**fields, **more})
    for name, expected in old["variants"].items():
        output, new_state = call(model, method, params, state, args, kwargs, **VARIANTS[name])
        pairs.append((f"output {name}", by_path(expected["output"]), by_path(leaves(output))))
        pairs.append((f"state {name}", carried_state(expected["state"]), without_collection(new_state)))
    how = next(iter(VARIANTS.values()))
    gradient = jax.grad(lambda params: weighed(call(model, method, params, state, args, kwargs, **how)[0]))(params)
    pairs.append(("gradient", carried("gradient"), flat(as_numpy(gradient))))
    found = [sentence for pair in pairs for sentence in differences(*pair)]
    return {"differences": found, "compared": {what: len(expected) for what, expected, _ in pairs}}


def by_path(arrays: dict[str, Any]) -> dict[Path, Any]:
    """Arrays whose paths are one name each."""
    return {(name,): value for name, value in arrays.items()}


def main() -> None:
    """Run every case that the old world could run; one that fails is written down as the exception that it raised."""
    warnings.simplefilter("ignore")
    replace_draws()
    stand_in_for_flax_nn()
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    results = read(sys.argv[2])
    comparisons = []
    for case, old in zip(cases, results, strict=True):
        if "error" in old:
            comparisons.append({"error": "the old world failed:\n" + old["error"]})
            continue
        try:
            comparisons.append(run(case, old))
        except Exception:
            comparisons.append({"error": "the new world failed:\n" + traceback.format_exc(limit=-6)})
    with open(sys.argv[3], "w", encoding="utf-8") as file:
        json.dump(comparisons, file)
