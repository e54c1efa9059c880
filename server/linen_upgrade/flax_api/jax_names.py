"""Names of JAX, NumPy and Python that code of 2020 uses and that today's lack.

The facts (`data/jax.json`) come from the public names of jax 0.2.0, 0.2.9 and 0.2.17, of numpy 1.19 and of Python 3.9's
`collections`, less those that jax 0.10, numpy 2 and Python 3.10 have; what is said to take their place is looked up in
today's packages by the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from linen_upgrade.flax_api.files import facts

_PRIVATE = "it was never public: write what it did by hand"


@dataclass(frozen=True, slots=True)
class GoneName:
    """A name that is gone. `today` is what takes its place, '' for nothing that could be written instead.

    `today` is a dotted path, with a minus in front of some, or a number. `method` is what `index_update` and its kin
    are on `x.at[…]`. `note` says in words what to do, '' where `today` says it.
    """

    path: str
    today: str = ""
    method: str = ""
    note: str = ""

    @property
    def is_path(self) -> bool:
        """Whether today's name is nothing but a dotted path, so that an import can bind it."""
        return self.today.replace(".", "").replace("_", "").isalnum() and not self.today[0].isdigit()


@lru_cache(maxsize=4096)
def gone(path: str) -> GoneName | None:
    """What became of the name at a dotted path; None for one that today's packages have."""
    if not path.startswith(("jax.", "numpy.", "collections.")):
        return None
    known, today = _facts(), _through_modules(path)
    for spelling in (path, today):
        if spelling in known["moved"]:
            return GoneName(path, known["moved"][spelling])
        if spelling in known["updates"]:
            return GoneName(path, method=known["updates"][spelling])
        if spelling in known["gone"]:
            return GoneName(path, note=known["gone"][spelling])
    if today in _private():
        return GoneName(path, note=_PRIVATE)
    return GoneName(path, today) if today != path else None


def today(path: str) -> str:
    """The path that a name of JAX or NumPy has today, or the path itself."""
    found = gone(path)
    return found.today if found is not None and found.today and found.is_path else path


@cache
def is_module(path: str) -> bool:
    """Whether a path of today leads to a module that has to be imported itself."""
    return path in _facts()["modules"].values() and path.count(".") > 1


@cache
def keywords(path: str) -> Mapping[str, str]:
    """The keywords of a function that are spelled otherwise today, '' for those that are none any more."""
    found: Mapping[str, str] = _facts()["keywords"].get(path, {})
    return found


def _through_modules(path: str) -> str:
    """A path with the module that it begins with under the name of today."""
    parts = path.split(".")
    for count in range(len(parts), 1, -1):
        home = _facts()["modules"].get(".".join(parts[:count]))
        if home is not None:
            return ".".join([home, *parts[count:]])
    return path


def _facts() -> dict[str, Any]:
    return facts("jax")


@cache
def _private() -> frozenset[str]:
    return frozenset(_facts()["private"])
