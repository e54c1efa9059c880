"""Packages that are installed beside a code base. They are found by looking at files: none is run or imported."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from linen_upgrade.meaning.arrays import FOREIGN
from linen_upgrade.project.modules import absolute
from linen_upgrade.project.settings import Settings
from linen_upgrade.project.survey import SurveyedFile, survey
from linen_upgrade.project.walking import FoundFile

_ENVIRONMENTS = (".venv", "venv", "env")
"""What the folder of a code base's own environment is called by habit."""
_PACKAGES = ("site-packages", "dist-packages")
_MOST = 200
"""So many files of one package are looked at; old models are small, and frameworks have none."""
_SECONDS = 10.0
"""What takes longer in all is left unknown."""
_SIGNS = (b"def apply", b"nn.module")
"""One of these stands in every file that defines a pre-Linen module, beside the name of the library."""

Clock = Callable[[], float]


def package_folders(root: Path, python: Path | None = None) -> tuple[Path, ...]:
    """The folders with the packages of a code base's environment.

    That is the one of the interpreter `python`, if the person named it; else the one that lies in the code base, the
    one that is activated, or our own.
    """
    named = [(python if python.is_absolute() else root / python).parent.parent] if python is not None else []
    activated = (os.environ.get(name) for name in ("VIRTUAL_ENV", "CONDA_PREFIX"))
    own = (root / name for name in _ENVIRONMENTS)
    for place in (*named, *own, *(Path(folder) for folder in activated if folder)):
        if folders := _folders_of(place):
            return folders
    return tuple(_with_links(Path(entry) for entry in sys.path if _is_of_packages(Path(entry))))


def _folders_of(environment: Path) -> tuple[Path, ...]:
    found = [environment / "Lib" / "site-packages"]
    for libraries in (environment / "lib", environment / "lib64"):
        found += [folder / name for folder in sorted(libraries.glob("python3*")) for name in _PACKAGES]
    return tuple(_with_links(folder for folder in found if os.path.isdir(folder)))


def _is_of_packages(folder: Path) -> bool:
    return folder.name in _PACKAGES


def _with_links(folders: Iterable[Path]) -> Iterator[Path]:
    """The folders, each followed by those that its `.pth` files name, as those of editable installs do."""
    for folder in folders:
        yield folder
        for link in sorted(folder.glob("*.pth")):
            try:
                lines = link.read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeError):
                continue
            named = (folder / line.strip() for line in lines if line.strip() and not line.startswith(("#", "import")))
            yield from (place for place in named if os.path.isdir(place))


class InstalledPackages:
    """The modules in some folders with packages. What is known of a file is kept until it changes."""

    def __init__(self, folders: Iterable[Path], clock: Clock = time.monotonic) -> None:
        self._folders, self._clock = tuple(folders), clock
        self._located: dict[str, Path | None] = {}
        self._surveyed: dict[Path, tuple[tuple[int, int], SurveyedFile]] = {}

    def reached(self, imports: Iterable[str]) -> dict[str, SurveyedFile]:
        """The modules, by dotted path, that these imports reach in packages that define pre-Linen modules.

        Within a package everything is followed that its modules import. A package that is too large, or not read when
        the time is over, stays unknown.
        """
        deadline = self._clock() + _SECONDS
        wanted: dict[str, set[str]] = {}
        for path in imports:
            package = path.partition(".")[0]
            if package and package not in FOREIGN and package not in sys.stdlib_module_names:
                wanted.setdefault(package, set()).add(path)
        found: dict[str, SurveyedFile] = {}
        for package in sorted(wanted):
            modules = self._of_package(package, wanted[package], deadline)
            if any(_defines_old_modules(file) for file in modules.values()):
                found |= modules
        return found

    def _of_package(self, package: str, imports: set[str], deadline: float) -> dict[str, SurveyedFile]:
        """The modules of one package that are reached; none if that takes too long."""
        found: dict[str, SurveyedFile] = {}
        queue = sorted(imports)
        seen: set[str] = set()
        while queue:
            path = queue.pop()
            for name in _prefixes(path):
                if name in seen:
                    continue
                seen.add(name)
                place = self._locate(name)
                if place is None:
                    continue
                if len(found) >= _MOST or self._clock() > deadline:
                    return {}
                found[name] = file = self._survey(place)
                imported = (absolute(name, place.name == "__init__.py", used) for used in file.imports)
                queue += [used for used in imported if used is not None and used.partition(".")[0] == package]
        return found

    def _locate(self, path: str) -> Path | None:
        """The file of the module with that dotted path."""
        if path not in self._located:
            tails = (f"{path.replace('.', '/')}/__init__.py", f"{path.replace('.', '/')}.py")
            places = (folder / tail for folder in self._folders for tail in tails)
            self._located[path] = next((place for place in places if os.path.isfile(place)), None)
        return self._located[path]

    def _survey(self, place: Path) -> SurveyedFile:
        try:
            status = place.stat()
            state = status.st_mtime_ns, status.st_size
        except OSError:
            state = 0, 0
        known = self._surveyed.get(place)
        if known is None or known[0] != state:
            known = self._surveyed[place] = state, survey(FoundFile(place, Settings()))
        return known[1]


def _prefixes(path: str) -> Iterator[str]:
    """`a.b.c` as `a`, `a.b`, `a.b.c`."""
    parts = path.split(".")
    return (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def _defines_old_modules(file: SurveyedFile) -> bool:
    return file.is_of_interest and file.text is not None and any(sign in file.text.source for sign in _SIGNS)
