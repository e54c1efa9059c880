"""Runs one case and prints why it isn't equal: `run_one.py OLD_PYTHON NEW_PYTHON BEFORE AFTER INPUT…`."""

from __future__ import annotations

import sys
from pathlib import Path

from linen_upgrade.proof.worlds import Case, Worlds, run_both


def main() -> None:
    """Run it with whatever package is found."""
    old, new, before, after, *inputs = sys.argv[1:]
    case = Case(Path(before), Path(after), "Net", tuple(inputs))
    print(run_both(Worlds(Path(old), Path(new)), case).problem)


if __name__ == "__main__":
    main()
