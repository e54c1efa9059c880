"""Runs a driver where linen-upgrade isn't installed: `python start.py old_driver ARGUMENT…`.

The drivers import one another by their full names, from packages that hold nothing else. So none of their files can
take the name of a user's module, as it would beside the script on the path.
"""

from __future__ import annotations

import importlib
import sys
import types
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Run the `main` of the driver that the first argument names, with the others."""
    sys.path.pop(0)  # this folder
    for name, folder in (("linen_upgrade", HERE.parents[1]), ("linen_upgrade.proof", HERE.parent)):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    sys.argv.pop(0)
    importlib.import_module("linen_upgrade.proof.drivers." + sys.argv[0]).main()


if __name__ == "__main__":
    main()
