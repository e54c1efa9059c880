"""What leads from a call of a module to its class and back, for `relatedInformation`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from linen_upgrade.analysis import FileAnalysis
from linen_upgrade.document import Document, Encoding, Span
from linen_upgrade.meaning.constructs import ModuleDefinition
from linen_upgrade.meaning.values import Unknown, Value, module_classes
from linen_upgrade.rewriting.findings import Finding

_MOST = 3
"""So many calls of a class are named."""


class Place(NamedTuple):
    """Lines and characters as the client counts them."""

    line: int
    character: int
    last_line: int
    last_character: int


@dataclass(frozen=True)
class FileLinks:
    """The classes of a file by their keys, and by the same keys where it calls classes."""

    classes: Mapping[str, Place] = field(default_factory=dict)
    calls: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)


class Related(NamedTuple):
    """Another place that a diagnostic is about."""

    home: str
    place: Place
    message: str


def file_links(analysis: FileAnalysis) -> FileLinks:
    """The links of a file."""
    classes: dict[str, Place] = {}
    calls: dict[str, tuple[Place, ...]] = {}
    for found in analysis.findings():
        construct = found.finding.construct
        if isinstance(construct, ModuleDefinition):
            name = construct.name_token.shifted(found.base)
            classes[construct.module.key] = _place(name, analysis.document, analysis.encoding)
        for key in _called(found.finding):
            if len(calls.get(key, ())) < _MOST:
                calls[key] = (*calls.get(key, ()), _place(found.span, analysis.document, analysis.encoding))
    return FileLinks(classes, calls)


def is_linked(finding: Finding) -> bool:
    """Whether a finding is about a class of the person's."""
    return isinstance(finding.construct, ModuleDefinition) or any(True for _ in _called(finding))


def related(finding: Finding, home: str, links: Mapping[str, FileLinks]) -> Iterator[Related]:
    """The other places that a finding of the file `home` is about."""
    if isinstance(finding.construct, ModuleDefinition):
        key = finding.construct.module.key
        others = sorted(links, key=lambda other: (other == home, other))
        places = [(other, place) for other in others for place in links[other].calls.get(key, ())]
        for other, place in places[:_MOST]:
            yield Related(other, place, f"class {finding.construct.module.name} is called here")
    for key in _called(finding):
        for other, of_file in links.items():
            if key in of_file.classes:
                yield Related(other, of_file.classes[key], f"class {key.rpartition(':')[2]} is defined here")


def _called(finding: Finding) -> Iterator[str]:
    callee: Value = getattr(finding.construct, "callee", Unknown())
    yield from dict.fromkeys(module.key for module in module_classes(callee) if module.builtin is None)


def _place(span: Span, document: Document, encoding: Encoding) -> Place:
    start, end = (document.lines.position(offset, encoding, document.source) for offset in span)
    return Place(*start, *end)
