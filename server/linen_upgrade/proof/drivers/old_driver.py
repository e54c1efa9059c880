"""Runs cases on flax.nn and writes down what came out: `start.py old_driver CASES_JSON RESULTS_PICKLE`."""

from __future__ import annotations

import contextlib
import copy
import inspect
import json
import sys
import traceback
import types
import warnings
from collections.abc import Callable
from typing import Any

import jax
import numpy as np
from flax import nn

from linen_upgrade.proof.drivers.cases import VARIANTS, arguments, as_numpy, leaves, load, value_of, weighed
from linen_upgrade.proof.drivers.draws import noise, replace_draws
from linen_upgrade.proof.drivers.results import write

KEY = jax.random.PRNGKey(0)


def alias_deprecated() -> None:
    """`flax.deprecated.nn` came after the last Flax that still runs here; it was flax.nn moved, so it is that here."""
    deprecated = types.ModuleType("flax.deprecated")
    deprecated.nn = nn  # type: ignore[attr-defined]
    sys.modules.update({"flax.deprecated": deprecated, "flax.deprecated.nn": nn})


def shaken(tree: Any, how: Callable[[Any], Any], label: str = "") -> Any:
    """The tree with noise on its floats, so that zeros and ones count; `how` is applied to the noise."""
    if hasattr(tree, "items"):
        return {key: shaken(value, how, f"{label}/{key}") for key, value in tree.items()}
    array = np.asarray(tree)
    if array.dtype.kind != "f":
        return tree
    return jax.numpy.asarray(array + 0.1 * how(noise(label, array.shape)), array.dtype)


def call(
    cls: Any, params: Any, state: Any, args: list[Any], kwargs: dict[str, Any], random: bool, mutable: bool
) -> tuple[Any, Any]:
    """The module's output, and its state afterwards."""
    with contextlib.ExitStack() as contexts:
        if random:
            contexts.enter_context(nn.stochastic(KEY))
        new_state = contexts.enter_context(nn.stateful(nn.Collection(copy.deepcopy(state)), mutable=mutable))
        return cls.call(params, *args, **kwargs), new_state.as_dict()


def run(case: dict[str, Any]) -> dict[str, Any]:
    """Initial parameters and state, and what each variant gives from shaken ones."""
    module = load(case["before"], case)
    cls = value_of(case["class"], "", vars(module))
    args, kwargs = arguments(case, module)
    with nn.stochastic(KEY), nn.stateful() as initial_state:
        _, initial = cls.init(KEY, *args, **kwargs)
    # Parameters go both ways, or every activation would be positive and no relu would count; a variance only goes up.
    params, state = shaken(initial, np.positive), shaken(initial_state.as_dict(), np.abs)
    result = {
        "signature": by_position(cls.apply),
        "initial": as_numpy(initial),
        "initial state": as_numpy(initial_state.as_dict()),
        "params": as_numpy(params),
        "state": as_numpy(state),
        "variants": {},
    }
    if case["method"]:
        cls, (args, kwargs) = getattr(cls, case["method"]["name"]), arguments(case["method"], module)
    for name, how in VARIANTS.items():
        try:
            output, new_state = call(cls, params, state, args, kwargs, **how)
        except Exception:
            if name == next(iter(VARIANTS)):
                raise
            continue  # nothing to compare: the old module cannot be run like this
        result["variants"][name] = {"output": leaves(output), "state": as_numpy(new_state)}
    how = next(iter(VARIANTS.values()))
    gradient = jax.grad(lambda params: weighed(call(cls, params, state, args, kwargs, **how)[0]))(params)
    result["gradient"] = as_numpy(gradient)
    return result


def by_position(function: Callable[..., Any]) -> list[str]:
    """The parameters of a method that arguments reach by position, `*args` and what stands behind it left out."""
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(function).parameters.values()
    return [parameter.name for parameter in parameters if parameter.kind in kinds and parameter.name != "self"]


def main() -> None:
    """Run every case; one that fails is written down as the exception that it raised."""
    warnings.simplefilter("ignore")
    replace_draws()
    alias_deprecated()
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    results = []
    for case in cases:
        try:
            results.append(run(case))
        except Exception:
            results.append({"error": traceback.format_exc(limit=-6)})
    write(sys.argv[2], results)
