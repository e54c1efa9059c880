"""From a command's arguments to the reports of its files, common to `check` and `fix`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO

from linen_upgrade.cli.inspection import Inspection, inspect_file, inspect_text
from linen_upgrade.cli.pool import each_file
from linen_upgrade.cli.reports import FileReport
from linen_upgrade.project.settings import SettingsError, SettingsFinder
from linen_upgrade.project.source_files import SourceError, decode_source
from linen_upgrade.project.walking import Walk
from linen_upgrade.rules import codes


def reports_on_files(
    paths: Sequence[Path],
    select: Sequence[str],
    ignore: Sequence[str],
    inspection: Inspection,
    problem: Callable[[str], None],
) -> Iterator[FileReport]:
    """What `inspection` (picklable) says of each file that `paths` mean, in their order.

    `problem` takes a sentence on each path or pyproject.toml that cannot be used.
    """
    finder = SettingsFinder(codes(), select, ignore)
    files = Walk(finder.of_folder, problem).files(paths)
    return each_file(partial(inspect_file, inspection=inspection), files)


def report_on_stdin(name: Path, select: Sequence[str], ignore: Sequence[str], inspection: Inspection) -> FileReport:
    """What `inspection` says of standard input, taken for a file called `name` (`-`: for none)."""
    finder = SettingsFinder(codes(), select, ignore)
    try:
        settings = finder.of_folder(name.absolute().parent)
        return inspect_text(decode_source(_read_stdin()), name, settings, inspection)
    except (SettingsError, SourceError) as error:
        return FileReport(name, problem=str(error))


def _read_stdin() -> bytes:
    """Everything in standard input. Raises SourceError."""
    # It is None where the caller closed it, whatever its annotation says.
    stdin: TextIO | None = sys.stdin
    if stdin is None:
        raise SourceError("standard input is closed")
    try:
        return stdin.buffer.read()
    except OSError as error:
        raise SourceError(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
