"""Runs whole scripts in one of the worlds, and writes down what a variable of each holds: `script_driver JOB RESULTS`.

Random draws depend on distribution and shape alone. JOB lists pairs of a file and the name of a variable.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping
from typing import Any

import flax
import numpy as np

from linen_upgrade.proof.drivers.cases import load_file
from linen_upgrade.proof.drivers.draws import replace_draws
from linen_upgrade.proof.drivers.failing import failure
from linen_upgrade.proof.drivers.gone import bring_back_what_is_gone


def run(file: str, name: str, world: str, number: int) -> dict[str, Any]:
    """What the variable holds once the script has run, or how it failed."""
    try:
        return {"result": plain(getattr(load_file(f"script_{number}", file), name))}
    except (Exception, SystemExit) as error:
        return {"error": failure(world, error, file)["trace"]}


def plain(value: Any) -> Any:
    """Dictionaries, lists and numbers alone."""
    if isinstance(value, Mapping) or hasattr(value, "as_dict"):
        items = value.as_dict() if hasattr(value, "as_dict") else value
        return {str(key): plain(held) for key, held in items.items()}
    if isinstance(value, (list, tuple)):
        return [plain(held) for held in value]
    return np.asarray(value, float).tolist()


def main() -> None:
    """Run all scripts of a job in one process."""
    job, results = sys.argv[1:3]
    world = "old" if hasattr(flax, "optim") else "new"
    if world == "old":
        bring_back_what_is_gone()
    importlib.import_module("jax.nn")  # the initialisers, for they draw
    replace_draws()
    with open(job, encoding="utf-8") as file:
        scripts = json.load(file)
    found = [run(script[world], script["result"], world, number) for number, script in enumerate(scripts)]
    with open(results, "w", encoding="utf-8") as file:
        json.dump(found, file)
