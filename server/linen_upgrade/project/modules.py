"""Which file of a code base an import finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType

from linen_upgrade.meaning.arrays import FOREIGN
from linen_upgrade.project.requirements import requirement_language

_INIT = "__init__.py"
_SOURCES = "src"


class ModuleIndex:
    """The Python files of a code base by their homes: paths from its root, with slashes.

    A package's home is its `__init__.py`; that of a folder without one (a namespace package) is the folder.
    """

    def __init__(
        self, homes: Iterable[str], root_name: str = "", installed: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """`root_name` is what the root folder itself is called, as it may be a package.

        `installed` are modules of packages outside of the code base, by dotted path, with their homes.
        """
        self._files = frozenset(home for home in homes if requirement_language(home) is None)
        self._installed = installed
        self._paths = {home: path for path, home in installed.items() if home not in self._files}
        self._root_name = root_name
        self._folders = {str(parent) for home in self._files for parent in PurePosixPath(home).parents}
        self._find = lru_cache(maxsize=None)(self._find_from)
        self._search_path = lru_cache(maxsize=None)(self._folders_searched)

    def find(self, home: str, path: str) -> str | None:
        """The home of the module that `import path` finds in the file `home`, None outside the code base.

        Leading dots of `path` count as in `from ..layers import norm`.
        """
        if home in self._paths:
            return self._installed.get(absolute(self._paths[home], _is_package(home), path) or "")
        # Files of one folder find the same, and a code base has many times as many files as folders.
        return self._find(home.rpartition("/")[0] or ".", path)

    def submodule(self, home: str, name: str) -> str | None:
        """The home of a submodule of a package; None if it has none of that name."""
        if home.endswith(".py") and not _is_package(home):
            return None
        if home in self._paths:
            return self._installed.get(f"{self._paths[home]}.{name}")
        folder = str(PurePosixPath(home).parent) if home.endswith(".py") else home
        return self._at(folder, (name,))

    def _find_from(self, folder: str, path: str) -> str | None:
        dots = len(path) - len(path.lstrip("."))
        parts = tuple(part for part in path[dots:].split(".") if part)
        if dots:
            above = [PurePosixPath(folder), *PurePosixPath(folder).parents]
            return self._at(str(above[dots - 1]), parts) if dots <= len(above) else None
        if not parts or parts[0] in FOREIGN:
            # A folder of that name, as in `agents/jax/`, is not what an absolute import of it finds.
            return None
        for place in self._search_path(folder):
            found = self._at(place, parts)
            if found is not None:
                return found
        own = self._at(".", parts[1:]) if parts[0] == self._root_name else None
        return own if own is not None else self._installed.get(path)

    def _folders_searched(self, folder: str) -> tuple[str, ...]:
        """Where absolute imports look: around the package of `folder` first, then the root, then the folders above."""
        own = PurePosixPath(folder)
        while str(own) != "." and str(own / _INIT) in self._files:
            own = own.parent
        above = [PurePosixPath(folder), *PurePosixPath(folder).parents]
        return tuple(dict.fromkeys((str(own), ".", _SOURCES, *map(str, above))))

    def _at(self, folder: str, parts: tuple[str, ...]) -> str | None:
        """The module of that dotted path below a folder."""
        for part in parts[:-1]:
            folder = _joined(folder, part)
            if folder not in self._folders:
                return None
        place = _joined(folder, parts[-1]) if parts else folder
        for home in (_joined(place, _INIT), f"{place}.py"):
            if home in self._files:
                return home
        return place if place in self._folders and place != "." else None


def absolute(module: str, is_package: bool, path: str) -> str | None:
    """What an import of `path`, in which leading dots count, means in a module; None if it leads out of its package."""
    dots = len(path) - len(path.lstrip("."))
    if not dots:
        return path
    above = module.split(".") if is_package else module.split(".")[:-1]
    if dots > len(above):
        return None
    kept = above[: len(above) - dots + 1]
    return ".".join([*kept, path[dots:]] if path[dots:] else kept)


def _joined(folder: str, name: str) -> str:
    return name if folder == "." else f"{folder}/{name}"


def _is_package(home: str) -> bool:
    return PurePosixPath(home).name == _INIT
