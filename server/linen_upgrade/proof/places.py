"""Where a file is imported from, and copies of code bases in which some files are others."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from linen_upgrade.project.settings import Settings
from linen_upgrade.project.survey import survey
from linen_upgrade.project.walking import FoundFile


@dataclass(frozen=True)
class Place:
    """A module of a code base: its file and the folders that lead the path, as seen from the root, and its name."""

    root: Path
    home: str
    folders: tuple[str, ...]
    module: str


def place_of(file: Path, root: Path) -> Place:
    """How the absolute `file` of the code base at `root` is imported: as part of its package, else by itself."""
    base = file.parent
    while (base / "__init__.py").exists() and base != base.parent:
        base = base.parent
    if base == file.parent and _imports_its_neighbours(file):
        base = root  # a package without an __init__.py
    names = list(file.relative_to(base).with_suffix("").parts)
    if len(names) > 1 and names[-1] == "__init__":
        names.pop()
    leading = [base, file.parent, root, root / "src"] if base == file.parent else [base, root, root / "src"]
    folders = [_from(root, folder) for folder in leading if folder.is_dir()]
    return Place(root, file.relative_to(root).as_posix(), tuple(dict.fromkeys(folders)), ".".join(names))


def _from(root: Path, folder: Path) -> str:
    return (
        folder.relative_to(root).as_posix()
        if folder.is_relative_to(root)
        else "/".join([".."] * len(root.relative_to(folder).parts))
    )


def _imports_its_neighbours(file: Path) -> bool:
    """Whether a file has relative imports."""
    return any(path.startswith(".") for path in survey(FoundFile(file, Settings())).imports)


def mirror(root: Path, target: Path, changed: Mapping[str, bytes]) -> None:
    """Make `target` look like `root`, but for the `changed` files (by their path from the root, with slashes).

    What isn't changed is linked to, not copied, as far as the system lets us.
    """
    target.mkdir(parents=True)
    here: dict[str, dict[str, bytes]] = {}
    for home, content in changed.items():
        first, _, rest = home.partition("/")
        here.setdefault(first, {})[rest] = content
    for entry in root.iterdir():
        below = here.pop(entry.name, None)
        if entry.name == ".git":
            continue
        if below is None:
            _link(entry, target / entry.name)
        elif "" in below:
            (target / entry.name).write_bytes(below[""])
        else:
            mirror(entry, target / entry.name, below)


def _link(entry: Path, at: Path) -> None:
    try:
        at.symlink_to(entry.absolute(), entry.is_dir())
    except OSError:  # a system, or a user, that may not make links
        (shutil.copytree if entry.is_dir() else shutil.copy2)(entry, at)


def inside(root: Path, home: str) -> Path:
    """The file of that path in a code base."""
    return root.joinpath(*PurePosixPath(home).parts)
