"""Which versions today's Flax is installed with, as data."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from linen_upgrade.flax_api.files import facts

PYTHON = "python"
"""The interpreter, where requirements name it like a package."""


class Release(NamedTuple):
    """A package in today's world: the version that it has there, and the oldest ones that fit in, as a specifier."""

    name: str
    today: str
    needs: str


@cache
def release(name: str) -> Release | None:
    """Today's release of a package by its normalised name, None where today's Flax asks for nothing."""
    if name == PYTHON:
        return Release(PYTHON, pythons()[0], f">={pythons()[0]}")
    known = facts("versions")["packages"].get(name)
    return Release(name, known["today"], known["needs"]) if known is not None else None


@cache
def pythons() -> tuple[str, ...]:
    """The versions of Python that today's Flax runs on, the oldest first."""
    return tuple(facts("versions")["pythons"])


def flax_nn_removed() -> str:
    """The first Flax without `flax.nn`."""
    removed: str = facts("versions")["flax_nn_removed"]
    return removed


def has_extra(name: str, extra: str) -> bool:
    """Whether today's release of a package has that extra; one of which nothing is known has all."""
    known: list[str] | None = facts("versions")["extras"].get(name)
    return known is None or extra in known
