"""What `verify` and `checkpoint` are told on the command line: classes of files, and values by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click


@dataclass(frozen=True)
class Target:
    """A class, or what else of that name can be called as one, in a file."""

    path: Path
    cls: str


def target(argument: str, what: str = "CLASS", otherwise: str = "") -> Target:
    """`FILE.py:CLASS`; the name is `otherwise` where none is given. Raises click.UsageError."""
    path, colon, name = argument.rpartition(":")
    if not colon or name.endswith(".py"):
        path, name = argument, otherwise
    if not name.strip() or not path:
        raise click.UsageError(f"`{argument}` does not say which {what.lower()}: write it as FILE.py:{what}")
    return Target(Path(path), name.strip())


def named_values(arguments: Iterable[str]) -> dict[str, str]:
    """`NAME=VALUE`, each of them. Raises click.UsageError."""
    found = {}
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if not (equals and name.strip().isidentifier() and value.strip()):
            raise click.UsageError(f"`{argument}` is not NAME=VALUE, as in features=10")
        found[name.strip()] = value.strip()
    return found
