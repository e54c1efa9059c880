"""The requirements of a setup.cfg."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tree_sitter import Parser, Point, Range

from linen_upgrade.document import REQUIREMENTS, Document, Span, grammar
from linen_upgrade.flax_api.versions import PYTHON
from linen_upgrade.project.requirements.records import Beside, FoundRequirement, Requirement
from linen_upgrade.project.requirements.standard import nodes_of_lines, of_node

if TYPE_CHECKING:
    from configupdater import Option

_LISTS = ("install_requires", "setup_requires", "tests_require")


class _Value(NamedTuple):
    """An option's value: whose it is, and where it stands."""

    section: str
    key: str
    span: Span


def setup_cfg_requirements(document: Document) -> Iterator[FoundRequirement]:
    """The requirements of a setup.cfg, in their order; none while it is no configuration."""
    values = list(_values(document))
    ranges = [_range(document, value.span) for value in values]
    parser = Parser(grammar(REQUIREMENTS), included_ranges=ranges)
    root = parser.parse(document.source).root_node if ranges else None
    of_python = [value.span for value in values if value.key == "python_requires"]
    for node in nodes_of_lines(root) if root is not None else ():
        if node.type == "requirement" and not any(s.start <= node.start_byte < s.end for s in of_python):
            found = of_node(node, beside=_line_after(document, node.start_byte, node.end_byte))
            if found is not None:
                yield FoundRequirement(node, found)
    for span in of_python:
        around = root.descendant_for_byte_range(span.start, span.end) if root is not None else None
        if around is not None:
            place, written = span.shifted(-around.start_byte), document.text(span)
            yield FoundRequirement(around, Requirement(place, place, None, None, True, PYTHON, written, place))


def _values(document: Document) -> Iterator[_Value]:
    import configparser

    from configupdater import ConfigUpdater, Option, Section

    reader = ConfigUpdater()
    try:
        reader.read_string(document.source.decode(errors="replace"))
    except configparser.Error:
        return
    row = 0
    for block in reader.iter_blocks():
        if not isinstance(block, Section):
            row += len(block.lines)
            continue
        row += 1
        for inner in block.iter_blocks():
            if isinstance(inner, Option) and _lists_requirements(block.name, inner.key.replace("-", "_")):
                yield _Value(block.name, inner.key.replace("-", "_"), _place(document, row, inner))
            row += len(inner.lines)


def _lists_requirements(section: str, key: str) -> bool:
    in_options = section == "options" and (key in _LISTS or key == "python_requires")
    return in_options or section == "options.extras_require"


def _place(document: Document, row: int, option: Option) -> Span:
    """Where the value of an option stands whose first line is that row."""
    lines, source = document.lines, document.source
    first = (option.value or "").partition("\n")[0].encode()
    start = lines.start(row) + len(source[lines.start(row) : lines.line_end(row, source)].rstrip()) - len(first)
    last = row + len(option.lines) - 1
    end = lines.line_end(last, source)
    return Span(start, end if last > row else start + len(first))


def _range(document: Document, span: Span) -> Range:
    # The grammar wants the end of a line behind each requirement.
    end = min(document.lines.row(span.end) + 1, len(document.lines) - 1)
    stop = max(document.lines.start(end), span.end)
    return Range(_point(document, span.start), _point(document, stop), span.start, stop)


def _point(document: Document, offset: int) -> Point:
    row = document.lines.row(offset)
    return Point(row, offset - document.lines.start(row))


def _line_after(document: Document, start: int, end: int) -> Beside | None:
    """A line behind that of a requirement, if it has one of its own."""
    row = document.lines.row(start)
    indent = document.source[document.lines.start(row) : start].decode(errors="replace")
    if not indent or indent.strip():
        return None
    newline = "\r\n" if b"\r\n" in document.source else "\n"
    stop = document.lines.line_end(document.lines.row(end), document.source)
    return Beside(stop - start, f"{newline}{indent}{{name}}{{versions}}")
