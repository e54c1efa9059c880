"""Whether random draws differ from key to key and from layer to layer, and come up as often, in both worlds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from linen_upgrade.proof.drivers.draws import DRAWS

SIGMAS = 5
"""So many standard deviations may lie between the rates of the two worlds."""


def rates(run: Callable[[Any], Any], keys: int) -> dict[str, dict[str, Any]]:
    """What the draws of a model are like, by kind and shape: `run` runs it with a key, once for each of many keys.

    `draws` are made in one run; `alone` of the pairs of them differ, and so do `changing` of the pairs of one draw
    with two keys in a row; `rate` of the numbers of a mask are true, out of `size`.
    """
    import jax

    runs = []
    for i in range(keys):
        with DRAWS.real() as taken:
            run(jax.random.fold_in(jax.random.PRNGKey(11), i))
        if not taken:
            return {}
        found = defaultdict(list)
        for kind, numbers in taken:
            found[f"{kind} {list(numbers.shape)}"].append(numbers)
        runs.append(found)
    return {name: summary([found.get(name, []) for found in runs]) for name in runs[0]}


def summary(runs: list[list[Any]]) -> dict[str, Any]:
    """The numbers of one kind and shape; `runs` has the draws of each run."""
    pairs = [(one, other) for draws in runs for i, one in enumerate(draws) for other in draws[i + 1 :]]
    following = zip(runs, runs[1:])  # noqa: B905, RUF007 (Python 3.8 has nothing better)
    changes = [(a, b) for draws, others in following for a, b in zip(draws, others)]  # noqa: B905
    masks = [numbers for draws in runs for numbers in draws if numbers.dtype.kind == "b"]
    size = sum(mask.size for mask in masks)
    return {
        "draws": len(runs[0]),
        "alone": share(pairs),
        "changing": share(changes),
        "rate": sum(int(mask.sum()) for mask in masks) / size if size else None,
        "size": size,
    }


def share(pairs: list[tuple[Any, Any]]) -> float:
    """How many of the pairs differ; all of none."""
    return sum(one.tobytes() != other.tobytes() for one, other in pairs) / len(pairs) if pairs else 1.0


def compared_rates(old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The draws of both worlds as a row of the comparison."""
    row: dict[str, Any] = {"what": "draws", "arrays": 0, "largest": 0.0, "at": "", "differences": []}
    for name, was in old.items():
        now = new.get(name)
        if now is None or now["draws"] != was["draws"]:
            continue  # another number of draws shows in the output, or changes nothing there
        row["arrays"] += was["draws"]
        row["differences"] += [{"path": [name], "sentence": sentence} for sentence in changes(was, now)]
    return row


def changes(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Sentences on how draws of one kind and shape became others."""
    found = []
    for word, sentence in (("alone", "from layer to layer"), ("changing", "from key to key")):
        if was[word] > 0.9 and now[word] < 0.5:  # small ones may be alike by chance
            found.append(f"no longer differ {sentence}: {was[word]:.0%} of the pairs did, {now[word]:.0%} do")
    if was["rate"] is not None and now["rate"] is not None:
        variance = 2 * max(was["rate"] * (1 - was["rate"]), 1e-3) / was["size"]
        if abs(was["rate"] - now["rate"]) > SIGMAS * variance**0.5:
            found.append(f"are true in {now['rate']:.1%} of the places, not in {was['rate']:.1%}")
    return found
