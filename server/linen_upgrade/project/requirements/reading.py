"""The requirements of a file, whatever it is written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from linen_upgrade.document import REQUIREMENTS, Document
from linen_upgrade.project.requirements.records import FoundRequirement
from linen_upgrade.project.requirements.standard import requirement_lines

_READERS: Mapping[str, Callable[[Document], Iterator[FoundRequirement]]] = {
    REQUIREMENTS: requirement_lines,
}


def requirements(document: Document) -> Iterator[FoundRequirement]:
    """All requirements of a text that can be understood, in their order."""
    reader = _READERS.get(document.language)
    return reader(document) if reader is not None else iter(())
