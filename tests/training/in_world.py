"""Runs a training program in one of the worlds: `in_world.py PACKAGE FOLDER PROGRAM [ARGUMENT…]`.

PACKAGE is where linen_upgrade lies, of which only the drivers are used. Random draws depend on distribution and shape
alone, and in the old world names of 2020 are back that its JAX no longer has.
"""

from __future__ import annotations

import importlib
import logging
import os
import runpy
import sys
import types
from pathlib import Path


def main(package: Path, folder: Path, program: str, *arguments: str) -> None:
    """Run the program as if it were called in its folder, `python PROGRAM ARGUMENT…`."""
    for name, place in (("linen_upgrade", package), ("linen_upgrade.proof", package / "proof")):
        module = types.ModuleType(name)
        module.__path__ = [str(place)]
        sys.modules[name] = module
    import flax

    from linen_upgrade.proof.drivers.draws import replace_draws

    if hasattr(flax, "optim"):
        bring_back()
    importlib.import_module("jax.nn")  # the initialisers, for they draw
    replace_draws()
    os.chdir(folder)
    sys.path[0] = str(folder)
    sys.argv = [program, *arguments]
    runpy.run_path(program, run_name="__main__")


def bring_back() -> None:
    """Give the old world back what programs of 2020 took for granted, and stand-ins for what isn't installed there."""
    from linen_upgrade.proof.drivers.gone import bring_back_what_is_gone

    # What the checkpoints of Flax 0.3.4 import and the old world's requirements leave out.
    for name in ("tensorflow", "tensorflow.io", "absl"):
        sys.modules[name] = types.ModuleType(name)
    sys.path.insert(1, str(Path(__file__).parents[1] / "execution" / "fixtures" / "checkpoints"))
    import gfile

    sys.modules["tensorflow.io"].gfile = gfile  # type: ignore[attr-defined]
    sys.modules["absl"].logging = logging  # type: ignore[attr-defined]
    bring_back_what_is_gone()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
