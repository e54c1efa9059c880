"""Runs cases on flax.linen and compares: `start.py new_driver CASES_JSON OLD_RESULTS_PICKLE COMPARISONS_JSON`."""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import json
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import flax
import jax
import numpy
from flax import linen

from linen_upgrade.proof.drivers.carrying import Path, flat, merged, moved, nested, new_paths, state_leaves
from linen_upgrade.proof.drivers.cases import VARIANTS, arguments, as_numpy, leaves, loaded, under_jit, weighed
from linen_upgrade.proof.drivers.comparing import TOLERANCE, compared, first_difference
from linen_upgrade.proof.drivers.draws import noise, replace_draws
from linen_upgrade.proof.drivers.failing import failure, stage
from linen_upgrade.proof.drivers.inside import Recorder
from linen_upgrade.proof.drivers.left_behind import stand_in, still_used
from linen_upgrade.proof.drivers.rates import compared_rates, rates
from linen_upgrade.proof.drivers.results import read

KEY = jax.random.PRNGKey(1)
_TURNS = 4
"""How often parameters are rounded otherwise, to see what that moves."""


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
    streams: Sequence[str] = ("dropout",),
    key: Any = KEY,
) -> tuple[Any, Any]:
    """The module's output, and its state afterwards."""
    rngs = keys_of(streams, key) if random else None
    may_change = sorted(state) if mutable else False
    variables = {"params": params, **state}
    output = model.apply(variables, *args, **kwargs, rngs=rngs, mutable=may_change, method=method)
    return output if mutable else (output, state)


def keys_of(streams: Sequence[str], key: Any) -> dict[str, Any]:
    """A key for each stream of random draws; just one stream has the key itself."""
    return {name: jax.random.fold_in(key, i) if i else key for i, name in enumerate(streams)}


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


@dataclasses.dataclass
class Given:
    """What the model of a case is called with; parameters and state are the old ones."""

    model: Any
    method: str
    params: Any
    state: Any
    args: list[Any]
    kwargs: dict[str, Any]
    streams: Sequence[str]

    def call(self, params: Any = None, key: Any = KEY, **how: Any) -> tuple[Any, Any]:
        """Output and new state, in training unless `how` says otherwise."""
        how = how or next(iter(VARIANTS.values()))
        params = self.params if params is None else params
        rest = (self.state, self.args, self.kwargs)
        return call(self.model, self.method, params, *rest, **how, streams=self.streams, key=key)


class Run:
    """One case in the new world, and everything that is compared with what the old one gave."""

    def __init__(self, case: dict[str, Any], old: dict[str, Any]) -> None:
        case = {**case, **case["today"]}
        self.case, self.old, self.rows = case, old, list[dict[str, Any]]()
        self.tolerance = {"rtol": TOLERANCE, "atol": TOLERANCE, **case["tolerance"]}

    def finished(self) -> dict[str, Any]:
        """Every row of the comparison, and where inside the model the two begin to differ."""
        given, init_events = self.initialised()
        old = self.old
        for name, expected in old["variants"].items():
            with stage("run"):
                output, new_state = given.call(**VARIANTS[name])
            self.outputs(name, expected, output, new_state)
        if "gradient" in old:
            with stage("gradient"):
                self.gradients(given)
        if "jit" in old:
            with stage("jit"):
                self.jitted(given)
        result = {
            "rows": self.rows,
            "notes": old["notes"] + self.notes,
            "versions": {"old": old["versions"], "new": {"flax": flax.__version__, "jax": jax.__version__}},
            "lines": self.lines(init_events),
        }
        if "inside" in old and any(row["differences"] for row in self.rows):
            with stage("inside"), looking_inside(self.case["after"]) as events:
                given.call()
            result["first"] = first_difference(old["inside"], events, self.paths, self.tolerance)
        if old.get("keys"):
            with stage("keys"):
                new = rates(lambda key: given.call(key=key), self.case["keys"])
            self.rows.append(compared_rates(old["keys"], new))
        return result

    def initialised(self) -> tuple[Given, list[dict[str, Any]]]:
        """The model with the old parameters and state; compares the initial ones."""
        case, old = self.case, self.old
        module, cls = loaded(case["after"], case)
        self.notes = [
            f"its file still uses {name}, which is stood in for here and gone in today's Flax"
            for name in (still_used(module) if case["stand_in"] else [])
        ]
        args, kwargs = arguments({**case, "keywords": {**case["keywords"], **case["respelled"]}}, module)
        with stage("class"):
            fields, args, kwargs = split_by_signature(cls, "__call__", args, kwargs, old["signature"])
        with stage("init"), looking_inside(case["after"]) as events:
            model, method, streams = cls(**fields), "__call__", case["rngs"] or ["dropout"]
            variables = dict(model.init({"params": KEY, **keys_of(streams, KEY)}, *args, **kwargs))
        initial = as_numpy(variables.pop("params", {}))
        self.paths = new_paths(old["initial"], merged([initial, *as_numpy(variables).values()]))
        self.like = flat(initial)
        self.row("initial parameters", self.carried("initial"), self.like)
        self.row("initial state", self.carried_state(old["initial state"]), without_collection(variables))
        params, state = nested(self.carried("params")), collections_of(self.carried_state(old["state"]), variables)
        # As JAX arrays: `value += 1` would change NumPy's in place, and the next variant would begin from that.
        params, state = jax.tree_util.tree_map(jax.numpy.asarray, (params, state))
        if case["method"]:
            method = case["method"]["name"]
            more, args, kwargs = split_by_signature(cls, method, *arguments(case["method"], module), ())
            model = cls(**{**fields, **more})
        return Given(model, method, params, state, args, kwargs, streams), events

    def jitted(self, given: Given) -> None:
        """Compare what the compiled models give."""

        def run(params: Any, state: Any, args: Any, kwargs: Any) -> Any:
            return dataclasses.replace(given, params=params, state=state, args=args, kwargs=kwargs).call()

        output, new_state = under_jit(run, given.args, given.kwargs)(given.params, given.state)
        self.outputs("under jit", self.old["jit"], output, new_state)

    def gradients(self, given: Given) -> None:
        """Compare the gradients: what is apart is different if it is further apart than rounding gets it."""
        gradient_at = jax.grad(lambda params: weighed(given.call(params)[0]))
        old, new = self.carried("gradient"), flat(as_numpy(gradient_at(given.params)))
        row = compared("gradient", old, new, self.tolerance)
        if row["differences"]:
            apart = [tuple(each["path"]) for each in row["differences"]]
            row = compared("gradient", old, new, self.tolerance, rounding_of(gradient_at, given.params, new))
            near = set(apart) - {tuple(each["path"]) for each in row["differences"]}
            self.notes += [f"the gradient of {'/'.join(path)} differs by its rounding alone" for path in sorted(near)]
        self.rows.append(row)

    def outputs(self, name: str, expected: dict[str, Any], output: Any, state: Any) -> None:
        """Compare output and state."""
        self.row(f"output {name}", by_path(expected["output"]), by_path(leaves(output)))
        self.row(f"state {name}", self.carried_state(expected["state"]), without_collection(state))

    def row(self, what: str, old: dict[Path, Any], new: dict[Path, Any]) -> None:
        """Compare two sets of arrays."""
        self.rows.append(compared(what, old, new, self.tolerance))

    def carried(self, name: str) -> dict[Path, Any]:
        """One of the old trees of parameters, under the new names."""
        return moved(flat(self.old[name]), self.paths, self.like)

    def carried_state(self, state: Any) -> dict[Path, Any]:
        """Old state, under the new names."""
        return moved(state_leaves(state), self.paths, {})

    def lines(self, events: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """Where the submodules are called, by their new paths: file and line before and after."""
        found: dict[str, dict[str, Any]] = {}
        for event in reversed(events):
            found.setdefault("/".join(event["path"]), {})["after"] = (event["file"], event["line"])
        for path, place in self.old["lines"].items():
            found.setdefault("/".join(self.paths.get(path, path)), {})["before"] = place
        return found


def rounding_of(gradient_at: Callable[[Any], Any], params: Any, gradient: dict[Path, Any]) -> dict[Path, float]:
    """How far apart the arrays of a gradient may be by rounding: twice as far as their parameters' last bits move them.

    Twice, for each of two worlds rounds in its own way. Behind a normalisation over few numbers that is far more than
    one bit: what is left of terms that cancel.
    """
    found = dict.fromkeys(gradient, 0.0)
    for turn in range(_TURNS):
        nudged = {path: nudge(path, turn, value) for path, value in flat(as_numpy(params)).items()}
        moved_by = flat(as_numpy(gradient_at(jax.tree_util.tree_map(jax.numpy.asarray, nested(nudged)))))
        for path, value in moved_by.items():
            if path in gradient and value.shape == gradient[path].shape and value.size and value.dtype.kind == "f":
                moved_to = abs(value.astype("f8") - gradient[path].astype("f8")).max()
                found[path] = max(found[path], 2 * float(moved_to))
    return found


def nudge(path: Path, turn: int, value: Any) -> Any:
    """An array of floats with the last bit of each number changed, up or down; other arrays as they are."""
    if value.dtype.kind != "f":
        return value
    towards = numpy.where(noise(f"{turn}/{'/'.join(path)}", value.shape) > 0, numpy.inf, -numpy.inf)
    return numpy.nextafter(value, towards.astype(value.dtype))


@contextlib.contextmanager
def looking_inside(place: str) -> Iterator[list[dict[str, Any]]]:
    """Take down what goes into every submodule and comes out of it; complete once the block has ended."""
    recorder, found = Recorder(place), list[dict[str, Any]]()

    def intercept(run: Any, args: Any, kwargs: Any, context: Any) -> Any:
        if context.method_name != "__call__" or not context.module.path:
            return run(*args, **kwargs)
        begun = recorder.begin(args, kwargs)
        begun["path"] = tuple(context.module.path)
        output = run(*args, **kwargs)
        recorder.end(begun, output)
        return output

    with linen.intercept_methods(intercept):
        yield found
    found.extend(recorder.finished())


def by_path(arrays: dict[str, Any]) -> dict[Path, Any]:
    """Arrays whose paths are one name each."""
    return {(name,): value for name, value in arrays.items()}


def main() -> None:
    """Run every case that the old world could run; one that fails is written down as the exception that it raised."""
    warnings.simplefilter("ignore")
    replace_draws()
    cases_path, results_path, comparisons_path = sys.argv[1:]
    sys.argv[1:] = []  # what a script reads when it is imported
    with open(cases_path, encoding="utf-8") as file:
        cases = json.load(file)
    if any(case["stand_in"] for case in cases):
        stand_in()
    comparisons = []
    for case, old in zip(cases, read(results_path), strict=True):
        if "error" in old:
            comparisons.append({"error": old["error"]})
            continue
        try:
            comparisons.append(Run(case, old).finished())
        except (Exception, SystemExit) as error:
            comparisons.append({"error": failure("new", error, case["after"])})
    with open(comparisons_path, "w", encoding="utf-8") as file:
        json.dump(comparisons, file)
