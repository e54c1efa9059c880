"""From a command's arguments to the reports of its files, common to `check` and `fix`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

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
        return inspect_text(decode_source(sys.stdin.buffer.read()), name, settings, inspection)
    except (SettingsError, SourceError) as error:
        return FileReport(name, problem=str(error))
