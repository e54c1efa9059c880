"""Takes twenty steps with optimisers of one world: `optimizer_driver RUNS_JSON OLD_PICKLE [FOUND_JSON]`.

Without the last it runs in the old world, and writes parameters, gradients and every step down; with it, it runs in
today's, on the same parameters and gradients, and writes down how far its steps are from the old ones.
"""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

import flax
import jax
import jax.numpy as jnp
import numpy as np

from linen_upgrade.proof.drivers.optimizer_trees import RATES, STEPS, trees
from linen_upgrade.proof.drivers.results import read, write

Steps = Any
"""The parameters after each step: for each, what `paths` says of its leaves."""
PRECISIONS = ("float32", "float64")
TINY = 1e-30
"""What a leaf counts as that is zero and stays so."""


def main() -> None:
    """Run all of them, in float32 and some also in float64."""
    job, old, *found = sys.argv[1:]
    with open(job) as file:
        runs = json.load(file)
    before = read(old) if found else None
    results: Any = {}
    for precision in PRECISIONS:
        jax.config.update("jax_enable_x64", precision == "float64")
        for number, run in enumerate(runs):
            if precision == "float64" and not run["sharp"]:
                continue
            if before is None:
                results[number, precision] = attempted(run, precision, steps_of_old)
            else:
                run[precision] = compared(run, before[number, precision], precision)
    if before is None:
        write(old, results)
        return
    with open(found[0], "w") as file:
        json.dump([{precision: run[precision] for precision in PRECISIONS if precision in run} for run in runs], file)


def attempted(run: Any, precision: str, steps: Any) -> Steps:
    """The steps of one run, or why there are none."""
    params, grads = trees(run["tree"], precision)
    params = jax.tree_util.tree_map(jnp.asarray, params)
    try:
        if run["frozen"]:
            params, grads = flax.core.freeze(params), [flax.core.freeze(grad) for grad in grads]
        return steps(run, params, grads)
    except Exception:
        return traceback.format_exc()


def steps_of_old(run: Any, params: Any, grads: Any) -> Steps:
    """What `optimizer.apply_gradient` makes of the parameters."""
    from flax import optim

    from linen_upgrade.proof.drivers.gone import bring_back_what_is_gone

    bring_back_what_is_gone()
    names = {"optim": optim, "jax": jax, "jnp": jnp}
    names.update({name: optim.ModelParamTraversal(eval(chosen)) for name, chosen in run["traversals"].items()})
    definition = eval(run["old"], names)
    optimizer = definition.create(params, *([names[run["focus"]]] if run["focus"] else []))
    optimizer = optimizer.replace(state=optimizer.state.replace(step=jnp.asarray(run["start"], jnp.int32)))
    same = {name: base for name, (way, _, base) in run["handed"].items() if way == "constant"}

    def step(optimizer: Any, grads: Any, handed: Any) -> Any:
        return optimizer.apply_gradient(grads, **handed, **same)

    stepped, found = step if run["eager"] else jax.jit(step), []
    for t in range(STEPS):
        numbers = {name: RATES[t] * base for name, (way, _, base) in run["handed"].items() if way != "constant"}
        optimizer = stepped(optimizer, grads[t], numbers)
        found.append(paths(optimizer.target))
    return found


def steps_of_new(run: Any, params: Any, grads: Any) -> Steps:
    """What `state.apply_gradients` makes of the parameters."""
    import optax
    from flax.training.train_state import TrainState
    from flax.traverse_util import ModelParamTraversal

    names: dict[str, Any] = {"optax": optax, "jax": jax, "jnp": jnp, "flax": flax}
    names.update({name: ModelParamTraversal(eval(chosen)) for name, chosen in run["traversals"].items()})
    names.update({f"{name}_schedule": schedule(base, run["start"]) for name, (_, _, base) in run["handed"].items()})
    for helper in run["helpers"]:
        exec(helper, names)
    state = TrainState.create(apply_fn=None, params=params, tx=eval(run["new"], names))
    state = state.replace(step=jnp.asarray(0, jnp.int32))  # an array from the first step on is compiled for once
    if run["start"]:
        state = state.replace(opt_state=optax.tree.set(state.opt_state, count=jnp.asarray(run["start"], jnp.int32)))

    def step(state: Any, grads: Any, injected: Any) -> Any:
        if injected:
            state = state.replace(opt_state=optax.tree.set(state.opt_state, **injected))
        return state.apply_gradients(grads=grads)

    stepped, found = jax.jit(step), []
    for t in range(STEPS):
        numbers = {new: RATES[t] * base for way, new, base in run["handed"].values() if way == "injected"}
        state = stepped(state, grads[t], numbers)
        found.append(paths(state.params))
    return found


def schedule(base: float, start: int) -> Any:
    """The numbers of the steps around `base`, as a function of the count."""
    numbers = jnp.asarray(np.asarray(RATES) * base)
    return lambda count: numbers[count - start]


def paths(tree: Any) -> Any:
    """Every leaf by its path."""
    if not hasattr(tree, "items"):
        return {"": np.asarray(tree)}
    return {f"/{key}{path}": leaf for key, value in tree.items() for path, leaf in paths(value).items()}


def compared(run: Any, old: Steps, precision: str) -> Any:
    """How far the two worlds are apart, and how far of what a leaf moved or is: in the words of `OptimizerRun`."""
    if isinstance(old, str):
        return {"error": f"the old world failed:\n{old}"}
    new = attempted(run, precision, steps_of_new)
    if isinstance(new, str):
        return {"error": f"the new world failed:\n{new}"}
    first = paths(trees(run["tree"], precision)[0])
    found = {"largest": 0.0, "of_size": 0.0, "of_movement": 0.0, "moved": 0.0, "odd": []}
    for t, (was, now) in enumerate(zip(old, new)):  # noqa: B905 (Python 3.8 has nothing better)
        for path, leaf in was.items():
            one_leaf(found, f"{path} at step {t + 1}", first[path], leaf, now[path])
    return found


def one_leaf(found: Any, place: str, first: Any, old: Any, new: Any) -> None:
    """Take one leaf after one step into account."""
    if (old.shape, old.dtype) != (new.shape, new.dtype) or (np.isfinite(old) != np.isfinite(new)).any():
        found["odd"].append(place)
        return
    whole = np.isfinite(old)
    old, new, first = (np.where(whole, x, 0).astype(np.float64) for x in (old, new, first))
    apart, moved, size = (float(np.abs(x).max(initial=0)) for x in (new - old, old - first, old))
    found["largest"], found["moved"] = max(found["largest"], apart), max(found["moved"], moved)
    if apart:
        found["of_size"] = max(found["of_size"], apart / max(size, moved, TINY))
        # Beside a large parameter, a small movement is rounded to the parameter's own digits.
        found["of_movement"] = max(found["of_movement"], apart / max(moved, 1e-4 * size, TINY))


if __name__ == "__main__":
    main()
