"""From a command's arguments to the code bases of its files, common to `check` and `fix`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from linen_upgrade.cli.inspection import CodeBaseInspection
from linen_upgrade.cli.pool import each_file
from linen_upgrade.cli.reports import FileReport
from linen_upgrade.project.installed import InstalledPackages, package_folders
from linen_upgrade.project.requirements import requirement_language
from linen_upgrade.project.roots import Project, home_of, project_root, projects
from linen_upgrade.project.settings import SettingsError, SettingsFinder
from linen_upgrade.project.source_files import SourceError, SourceText, decode_source
from linen_upgrade.project.survey import SurveyedFile, survey, surveyed
from linen_upgrade.project.walking import FoundFile, Walk
from linen_upgrade.rules import codes

Reports = Callable[[CodeBaseInspection], Iterator[FileReport]]
"""What a command wants to know of a code base."""


def reports_on_files(
    paths: Sequence[Path],
    select: Sequence[str],
    ignore: Sequence[str],
    reports: Reports,
    problem: Callable[[str], None],
) -> Iterator[FileReport]:
    """What `reports` says of the files that `paths` mean: one code base after the other, the files in their order.

    `problem` takes a sentence on each path or pyproject.toml that cannot be used.
    """
    finder = SettingsFinder(codes(), select, ignore)
    for project in projects(Walk(finder.of_folder, problem).files(paths), finder.of_folder):
        for report in reports(inspection(project, {})):
            if _is_asked_for(report, paths):
                yield report


def _is_asked_for(report: FileReport, paths: Sequence[Path]) -> bool:
    """Whether anybody wants to hear of it: not of a file of requirements that a walk met, and that has nothing."""
    is_code = requirement_language(report.path) is None
    return is_code or bool(report.findings) or report.change is not None or report.path in paths


def reports_on_stdin(name: Path, select: Sequence[str], ignore: Sequence[str], reports: Reports) -> FileReport:
    """What `reports` says of standard input, taken for the file called `name` of its code base (`-`: for none)."""
    finder = SettingsFinder(codes(), select, ignore)
    try:
        settings = finder.of_folder(name.absolute().parent)
        found, text = FoundFile(name, settings), decode_source(_read_stdin())
    except (SettingsError, SourceError) as error:
        return FileReport(name, problem=str(error))
    alone = str(name) == "-" or project_root(Path(os.path.abspath(name)).parent) is None
    root = Path(os.path.abspath(name)).parent
    project = (
        Project(root, {home_of(name, root): found}, {home_of(name, root): found})
        if alone
        else next(projects([found], finder.of_folder))
    )
    return next(reports(inspection(project, {found: text}, InstalledPackages(()) if alone else None)))


def _packages_of(project: Project) -> InstalledPackages:
    """What is installed for a code base."""
    named = (found.settings.python for found in project.files.values())
    return InstalledPackages(package_folders(project.root, next((path for path in named if path is not None), None)))


def inspection(
    project: Project, known: dict[FoundFile, SourceText], packages: InstalledPackages | None = None
) -> CodeBaseInspection:
    """A look at a code base, and at `packages` or what is installed for it; the texts that are `known` are not read."""
    homes = {id(file): home for home, file in project.files.items()}
    unread = [file for file in project.files.values() if file not in known]
    files: dict[str, SurveyedFile] = {homes[id(file.found)]: file for file in _paired(unread)}
    files |= {home: surveyed(file, known[file]) for home, file in project.files.items() if file in known}
    return CodeBaseInspection(
        project.root, files, {home: files[home] for home in project.given}, packages or _packages_of(project)
    )


def _paired(unread: Sequence[FoundFile]) -> Iterator[SurveyedFile]:
    """The files surveyed, each with the very object that it was asked for by: some come back from other processes."""
    for found, file in zip(unread, each_file(survey, unread), strict=True):
        yield SurveyedFile(found, file.text, file.problem, file.imports)


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
