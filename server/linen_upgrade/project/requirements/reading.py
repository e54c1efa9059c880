"""The requirements of a file, whatever it is written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from linen_upgrade.document import CFG, PYTHON, REQUIREMENTS, TOML, YAML, Document
from linen_upgrade.project.requirements.conda import environment_requirements
from linen_upgrade.project.requirements.pyproject import pyproject_requirements
from linen_upgrade.project.requirements.records import FoundRequirement
from linen_upgrade.project.requirements.setup_cfg import setup_cfg_requirements
from linen_upgrade.project.requirements.setup_script import setup_requirements
from linen_upgrade.project.requirements.standard import requirement_lines

_READERS: Mapping[str, Callable[[Document], Iterator[FoundRequirement]]] = {
    REQUIREMENTS: requirement_lines,
    TOML: pyproject_requirements,
    CFG: setup_cfg_requirements,
    PYTHON: setup_requirements,
    YAML: environment_requirements,
}


def requirements(document: Document) -> Iterator[FoundRequirement]:
    """All requirements of a text that can be understood, in their order."""
    reader = _READERS.get(document.language)
    return reader(document) if reader is not None else iter(())
