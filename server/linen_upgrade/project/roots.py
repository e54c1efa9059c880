"""Which code base a file belongs to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from linen_upgrade.project.settings import Settings
from linen_upgrade.project.walking import FoundFile, Walk

_MARKS = ("pyproject.toml", ".git")


def project_root(folder: Path) -> Path | None:
    """The nearest folder at or above the absolute `folder` that has a pyproject.toml or a .git, None without one."""
    return next((p for p in (folder, *folder.parents) if any(os.path.exists(p / mark) for mark in _MARKS)), None)


@dataclass
class Project:
    """A code base: its root, the files that were asked for, and all of its files, by home (see `home_of`)."""

    root: Path
    given: dict[str, FoundFile] = field(default_factory=dict)
    files: dict[str, FoundFile] = field(default_factory=dict)


def home_of(path: Path, root: Path) -> str:
    """How a file is called in the code base at `root`: its path from there with slashes, an absolute one outside."""
    absolute = PurePath(os.path.abspath(path))
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.as_posix()


def projects(given: Iterable[FoundFile], settings_of: Callable[[Path], Settings]) -> Iterator[Project]:
    """The code bases of the files `given`, each with all its files, in the order in which they are met.

    Files without a code base (see `project_root`) make up one of their own.
    """
    by_root: dict[Path | None, list[FoundFile]] = {}
    roots: dict[Path, Path | None] = {}
    for file in given:
        folder = Path(os.path.abspath(file.path)).parent
        if folder not in roots:
            roots[folder] = project_root(folder)
        by_root.setdefault(roots[folder], []).append(file)
    for root, files in by_root.items():
        yield _project(root, files, settings_of)


def _project(root: Path | None, given: list[FoundFile], settings_of: Callable[[Path], Settings]) -> Project:
    if root is None:
        folders = [os.path.dirname(os.path.abspath(file.path)) for file in given]
        root, others = Path(os.path.commonpath(folders)), list[FoundFile]()
    else:
        # What is wrong with a file that nobody asked for is no news.
        others = list(Walk(settings_of, lambda sentence: None).files([root]))
    project = Project(root, {home_of(file.path, root): file for file in given})
    project.files = {**{home_of(file.path, root): file for file in others}, **project.given}
    return project
