"""What a requirement says of the age of the code that it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linen_upgrade.flax_api.versions import Release, flax_nn_removed, release
from linen_upgrade.project.requirements.records import Requirement
from linen_upgrade.project.requirements.specifiers import admitted, counts_today, excludes

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet


def excludes_today(requirement: Requirement) -> bool:
    """Whether it counts in today's world, and admits no version that fits into it."""
    today, known = release(requirement.name), _admitted(requirement)
    if today is None or known is None or (requirement.marker and not counts_today(requirement.marker)):
        return False
    return excludes(known, today)


def asks_for_old_flax(requirement: Requirement) -> bool:
    """Whether it admits only releases of Flax that have `flax.nn`."""
    known, removed = _admitted(requirement), flax_nn_removed()
    return (
        requirement.name == "flax" and known is not None and excludes(known, Release("flax", removed, f">={removed}"))
    )


def revision(requirement: Requirement) -> str:
    """The tag or commit that it is fetched at: what stands behind an `@` in its address."""
    return urlsplit(requirement.origin).path.partition("@")[2]


def _admitted(requirement: Requirement) -> SpecifierSet | None:
    """What versions it admits; a tag that is a version is that one alone."""
    tag = revision(requirement).removeprefix("v") if requirement.origin else ""
    return admitted(f"=={tag}" if tag else requirement.written, requirement.spelling)
