"""What a fix would change, as a unified diff that `patch -p0` takes."""

from __future__ import annotations

import difflib
import os
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from linen_upgrade.cli.reports import Change
from linen_upgrade.cli.text_output import printable, shown_path, write

_COLOURS = {b"-": "red", b"+": "green", b"@": "cyan"}


def print_diff(to: Console, path: Path, change: Change) -> None:
    """Write the diff of one file: coloured text on a terminal, else its very bytes, in the file's own encoding."""
    lines = diff(shown_path(path), change.old.raw, change.stored)
    if to.color_system is None and not to.is_terminal:
        sys.stdout.flush()
        sys.stdout.buffer.write(b"".join(lines))
        sys.stdout.buffer.flush()
        return
    for line in lines:
        style = "bold" if line.startswith((b"---", b"+++")) else _COLOURS.get(line[:1], "")
        shown = line.rstrip(b"\r\n").decode(change.old.encoding, errors="replace").replace("\t", "    ")
        write(to, Text(printable(shown), style))


def diff(name: str, old: bytes, new: bytes) -> list[bytes]:
    """The lines of a unified diff from `old` to `new`, each with its line break."""
    label = os.fsencode(name)
    lines = difflib.diff_bytes(difflib.unified_diff, _lines(old), _lines(new), label, label, lineterm=b"\n")
    return [line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines]


def _lines(content: bytes) -> list[bytes]:
    """Lines with their ends; only `\\n` ends one here, as for every program that reads diffs."""
    lines = content.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
