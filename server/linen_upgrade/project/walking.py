"""From the paths on a command line to the files that they mean: Python, and what lists requirements."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from linen_upgrade.project.ignore_files import IgnoreRules
from linen_upgrade.project.requirements import requirement_language
from linen_upgrade.project.settings import Settings, SettingsError

_NEVER_ENTERED = frozenset(
    (
        *(".git", ".hg", ".svn", ".jj"),
        *("__pycache__", "__pypackages__", "site-packages", "node_modules", ".eggs"),
        *(".venv", "venv", ".tox", ".nox", ".direnv"),
        *(".mypy_cache", ".pytest_cache", ".ruff_cache", ".pytype", ".ipynb_checkpoints"),
        *(".idea", ".vscode"),
    )
)
"""Names of folders that hold nothing its owner wrote. Named on the command line they are walked all the same."""


@dataclass(frozen=True)
class FoundFile:
    """A file to look at: its path, relative where the path on the command line was, and the settings for it."""

    path: Path
    settings: Settings


class Walk:
    """One walk over files and folders.

    A folder gives its `.py` files, and those that list requirements, in the order of their names, less what
    .gitignore files, `exclude` and its like leave out. Links to folders are not followed, so the walk ends; links to
    files are. A file that is named is taken whatever its name is and whoever ignores it. Each file is given once,
    however many paths lead to it.
    """

    def __init__(self, settings_of: Callable[[Path], Settings], problem: Callable[[str], None]) -> None:
        """`settings_of` gives the settings for an absolute folder or raises SettingsError.

        `problem` takes a sentence on each thing that is wrong with a path; the walk goes on without it.
        """
        self._settings_of = settings_of
        self._problem = problem
        self._seen: set[str] = set()
        self._told: set[str] = set()

    def files(self, paths: Iterable[Path]) -> Iterator[FoundFile]:
        """The files that `paths` mean, found while they are asked for."""
        for path in paths:
            try:
                mode = path.stat().st_mode
            except OSError as error:
                missing = isinstance(error, FileNotFoundError)
                self._problem(f"{path}: {'no such file or folder' if missing else _reason(error)}")
                continue
            if stat.S_ISDIR(mode):
                yield from self._in_folder(path)
            elif (settings := self._settings(Path(os.path.abspath(path)).parent)) is not None:
                yield from self._once(path, settings)

    def _in_folder(self, top: Path) -> Iterator[FoundFile]:
        # Not realpath(): ignore files and settings count along the path as it was written, not behind links.
        absolute = Path(os.path.abspath(top))
        pending = [iter(self._folder(top, absolute, IgnoreRules.above(absolute)))]
        while pending:
            for item in pending[-1]:
                if isinstance(item, FoundFile):
                    yield from self._once(item.path, item.settings)
                else:
                    pending.append(iter(self._folder(*item)))
                    break
            else:
                pending.pop()

    def _folder(
        self, folder: Path, absolute: Path, rules: IgnoreRules
    ) -> Iterator[FoundFile | tuple[Path, Path, IgnoreRules]]:
        """Files of one folder, and for each folder in it what to call this with."""
        settings = self._settings(absolute)
        if settings is None:
            return
        rules = rules.inside(absolute)
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            self._problem(f"{folder}: this folder {_reason(error)}")
            return
        for entry in entries:
            place = absolute / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            wanted = _may_enter(entry) if is_folder else _is_wanted(entry)
            if not wanted or rules.ignores(place, is_folder) or settings.excludes(place, is_folder):
                continue
            shown = Path(entry.path)
            yield (shown, place, rules) if is_folder else FoundFile(shown, settings)

    def _once(self, path: Path, settings: Settings) -> Iterator[FoundFile]:
        real = os.path.realpath(path)
        if real not in self._seen:
            self._seen.add(real)
            yield FoundFile(path, settings)

    def _settings(self, folder: Path) -> Settings | None:
        try:
            return self._settings_of(folder)
        except SettingsError as error:
            if str(error) not in self._told:
                self._told.add(str(error))
                self._problem(str(error))
            return None


def _may_enter(entry: os.DirEntry[str]) -> bool:
    return entry.name not in _NEVER_ENTERED and not os.path.exists(os.path.join(entry.path, "pyvenv.cfg"))


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    return (entry.name.endswith(".py") or requirement_language(entry.path) is not None) and _is_file(entry)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # A link that leads to itself or through a closed folder: nothing that can be read.
        return False


def _reason(error: OSError) -> str:
    return f"cannot be opened: {(error.strerror or str(error)).lower()}"
