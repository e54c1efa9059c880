"""The command line: thin, as the server is. Arguments in, questions to `project` and `analysis`, text out."""

from __future__ import annotations


def main() -> None:
    """Run `linen-upgrade` with the process's arguments, and leave the process with its exit code."""
    # Here and not at the top: whoever imports the package must not pay for the command line.
    from linen_upgrade.cli.program import run

    run()
