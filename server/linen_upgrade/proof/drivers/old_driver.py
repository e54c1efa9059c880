"""Runs cases on flax.nn and writes down what came out: `old_driver CASES_JSON RESULTS_PICKLE COMPARISONS_JSON`.

The last is only written where the old world could run nothing, so that there is nothing to compare.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import json
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import flax
import jax
import numpy as np
from flax import nn

from linen_upgrade.proof.drivers.carrying import module_of_state
from linen_upgrade.proof.drivers.cases import VARIANTS, arguments, as_numpy, leaves, loaded, under_jit, weighed
from linen_upgrade.proof.drivers.draws import noise, replace_draws
from linen_upgrade.proof.drivers.failing import failure, stage
from linen_upgrade.proof.drivers.gone import bring_back_what_is_gone
from linen_upgrade.proof.drivers.inside import Recorder
from linen_upgrade.proof.drivers.rates import rates
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
    cls: Any,
    params: Any,
    state: Any,
    args: list[Any],
    kwargs: dict[str, Any],
    random: bool,
    mutable: bool,
    key: Any = KEY,
) -> tuple[Any, Any]:
    """The module's output, and its state afterwards."""
    with contextlib.ExitStack() as contexts:
        if random:
            contexts.enter_context(nn.stochastic(key))
        new_state = contexts.enter_context(nn.stateful(nn.Collection(copied(state)), mutable=mutable))
        return cls.call(params, *args, **kwargs), new_state.as_dict()


def run(case: dict[str, Any]) -> dict[str, Any]:
    """Initial parameters and state, and what each variant gives from shaken ones."""
    module, cls = loaded(case["before"], case)
    args, kwargs = arguments(case, module)
    with (
        stage("init"),
        nn.stochastic(KEY),
        nn.stateful() as initial_state,
        looking_inside(case["before"]) as init_events,
    ):
        _, initial = cls.init(KEY, *args, **kwargs)
    # Parameters go both ways, or every activation would be positive and no relu would count; a variance only goes up.
    params, state = shaken(initial, np.positive), shaken(initial_state.as_dict(), np.abs)
    result: dict[str, Any] = {
        "signature": by_position(cls.apply),
        "initial": as_numpy(initial),
        "initial state": as_numpy(initial_state.as_dict()),
        "params": as_numpy(params),
        "state": as_numpy(state),
        "variants": {},
        "lines": {event["path"]: (event["file"], event["line"]) for event in reversed(init_events)},
        "notes": [],
        "versions": {"flax": flax.__version__, "jax": jax.__version__},
    }
    if case["method"]:
        cls, (args, kwargs) = getattr(cls, case["method"]["name"]), arguments(case["method"], module)
    first = next(iter(VARIANTS))
    with stage("run"):
        for name, how in VARIANTS.items():
            try:
                output, new_state = call(cls, params, state, args, kwargs, **how)
            except Exception:
                if name == first:
                    raise
                continue  # nothing to compare: the old module cannot be run like this
            result["variants"][name] = {"output": leaves(output), "state": as_numpy(new_state)}
    more = {"gradient": gradient, "jit": jitted, "inside": inside, "keys": drawn}
    for name, look in more.items():
        if name == "gradient" or case[name]:
            with stage(name):
                try:
                    result[name] = look(case, cls, params, state, args, kwargs)
                except Exception as error:
                    if not case["forgiving"]:
                        raise
                    result["notes"].append(f"{NAMES[name]} not compared: the old world has none ({last_line(error)})")
    return result


NAMES = {
    "gradient": "gradients are",
    "jit": "what jit gives is",
    "inside": "what goes on inside is",
    "keys": "rates of random draws are",
}


def last_line(error: Exception) -> str:
    """An exception in a line."""
    return f"{type(error).__name__}: {error}".strip().splitlines()[0][:200]


def gradient(case: dict[str, Any], cls: Any, params: Any, state: Any, args: Any, kwargs: Any) -> Any:
    """The gradient of one number made of all of the output."""
    how = next(iter(VARIANTS.values()))
    return as_numpy(jax.grad(lambda params: weighed(call(cls, params, state, args, kwargs, **how)[0]))(params))


def jitted(case: dict[str, Any], cls: Any, params: Any, state: Any, args: Any, kwargs: Any) -> Any:
    """What the compiled module gives."""
    how: dict[str, Any] = next(iter(VARIANTS.values()))
    output, new_state = under_jit(functools.partial(call, cls, **how), args, kwargs)(params, state)
    return {"output": leaves(output), "state": as_numpy(new_state)}


def inside(case: dict[str, Any], cls: Any, params: Any, state: Any, args: Any, kwargs: Any) -> Any:
    """What goes into its submodules and comes out of them."""
    with looking_inside(case["before"]) as events:
        call(cls, params, state, args, kwargs, **next(iter(VARIANTS.values())))
    return events


def drawn(case: dict[str, Any], cls: Any, params: Any, state: Any, args: Any, kwargs: Any) -> Any:
    """What its random draws are like."""
    how = next(iter(VARIANTS.values()))
    return rates(lambda key: call(cls, params, state, args, kwargs, **how, key=key), case["keys"])


def copied(tree: Any) -> Any:
    """Nested dictionaries anew, with the same leaves."""
    return {key: copied(value) for key, value in tree.items()} if hasattr(tree, "items") else tree


@contextlib.contextmanager
def looking_inside(place: str) -> Iterator[list[dict[str, Any]]]:
    """Take down what goes into every submodule and comes out of it; complete once the block has ended."""
    from flax.nn import base

    recorder = Recorder(place)
    running: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    new, track = base.Module.__new__, base._track_outputs

    def recorded_new(cls: Any, *args: Any, name: Any = None, **kwargs: Any) -> Any:
        running.append(recorder.begin(args, kwargs))
        try:
            output = new(cls, *args, name=name, **kwargs)
        except BaseException:
            running.pop()
            raise
        recorder.end(running.pop(), output)
        return output

    def recorded_track(output: Any) -> None:
        # A module that `Module.call` runs by hand has no name, and so no path.
        if running and base._module_stack[-1].name is not None:
            running[-1]["path"] = module_of_state(base._module_stack[-1].path)
        track(output)

    base.Module.__new__, base._track_outputs = recorded_new, recorded_track
    try:
        yield found
    finally:
        base.Module.__new__, base._track_outputs = new, track
    found.extend(recorder.finished())


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
    bring_back_what_is_gone()
    cases_path, results_path, comparisons_path = sys.argv[1:]
    with open(cases_path, encoding="utf-8") as file:
        cases = json.load(file)
    sys.argv[1:] = []  # what a script reads when it is imported
    results = []
    for case in cases:
        try:
            results.append(run(case))
        except (Exception, SystemExit) as error:
            results.append({"error": failure("old", error, case["before"])})
    write(results_path, results)
    if all("error" in result for result in results):
        with open(comparisons_path, "w", encoding="utf-8") as file:
            json.dump(results, file)
