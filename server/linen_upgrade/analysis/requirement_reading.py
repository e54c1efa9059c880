"""A file of requirements read one by one, as a file of code is read statement by statement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tree_sitter import Node

from linen_upgrade.analysis.reading import NOTHING_SAID, Facts, FileReading, Reading
from linen_upgrade.analysis.statements import Statement
from linen_upgrade.document import PYTHON, Document, Encoding, Span, ancestors, walk
from linen_upgrade.meaning import StatementMeaning
from linen_upgrade.meaning.scope import Resolver
from linen_upgrade.project.requirements import (
    FoundRequirement,
    Requirement,
    is_setup_script,
    requirement_language,
    requirements,
)
from linen_upgrade.project.requirements.ages import asks_for_old_flax
from linen_upgrade.project.settings import Settings
from linen_upgrade.rules import detect

_NO_CODE = StatementMeaning((), (), (), (), (), (), (), (), (), (), False, False)


class RequirementReading(FileReading):
    """The requirements of one document. They are read anew after each edit: such files are short."""

    def __init__(self, document: Document, settings: Settings, path: Path | None, encoding: Encoding) -> None:
        super().__init__(document, settings, path, encoding)
        self._read_version = -1

    def split(self) -> None:
        """Nothing: `read` finds the requirements."""

    def define(self, resolver: Resolver, state: int) -> bool:
        """False: no code is defined here."""
        return False

    def read(self, resolver: Resolver, facts: Facts, stamp: tuple[int, int]) -> None:
        """Read every requirement, if the text is another one; names and facts of code have no say."""
        self.stamp = stamp
        if self._read_version != self.document.version:
            self._read_version = self.document.version
            found = list(requirements(self.document))
            self.asks_for_old_flax = any(asks_for_old_flax(item.requirement) for item in found)
            self.current = [self._read_one(*pair) for pair in _with_comments(self.document, found)]
            self.revision += 1
        self._sift_again()

    @property
    def is_silent(self) -> bool:
        """Whether no requirement leaves today's versions out."""
        return not any(reading.findings for _, reading in self.current)

    def _read_one(self, found: FoundRequirement, comments: tuple[Node, ...]) -> tuple[Statement, Reading]:
        node = found.node
        end = max([node.end_byte, *(c.end_byte for c in comments if c.start_byte >= node.end_byte)])
        statement = Statement(node, Span(node.start_byte, end), comments)
        reading = Reading({}, {}, _NO_CODE, tuple(detect(found.requirement)), NOTHING_SAID)
        self._sift(statement, reading)
        return statement, reading


class SetupScriptReading(FileReading):
    """A file of code that lists requirements, too."""

    def __init__(self, document: Document, settings: Settings, path: Path | None, encoding: Encoding) -> None:
        super().__init__(document, settings, path, encoding)
        self._required: list[FoundRequirement] = []

    def split(self) -> None:
        """Take the document's statements, and its requirements: what one statement holds, another may make a list."""
        self._entries.clear()
        self._required = list(requirements(self.document))
        self.asks_for_old_flax = any(asks_for_old_flax(item.requirement) for item in self._required)
        super().split()

    def _requirements(self, statement: Statement) -> Iterator[Requirement]:
        for node, requirement in self._required:
            if statement.span.start <= node.start_byte < statement.span.end:
                yield requirement.shifted(node.start_byte - statement.span.start)


def file_reading(document: Document, settings: Settings, path: Path | None, encoding: Encoding) -> FileReading:
    """What reads a document: by what it is written in."""
    code = SetupScriptReading if path is not None and is_setup_script(path) else FileReading
    kind = code if document.language == PYTHON else RequirementReading
    return kind(document, settings, path, encoding)


def new_document(source: bytes, path: Path | None) -> Document:
    """The document of a file: Python, unless its name says otherwise."""
    return Document(source, (requirement_language(path) if path is not None else None) or PYTHON)


def _with_comments(
    document: Document, found: list[FoundRequirement]
) -> Iterator[tuple[FoundRequirement, tuple[Node, ...]]]:
    """Each with the comments on its first and last line."""
    by_row: dict[int, list[Node]] = {}
    for node in walk(_root(found[0].node)) if found else ():
        if node.type == "comment":
            by_row.setdefault(node.start_point[0], []).append(node)
    for item in found:
        ends = item.requirement.span.shifted(item.node.start_byte)
        rows = dict.fromkeys(document.lines.row(end) for end in ends)
        yield item, tuple(comment for row in rows for comment in by_row.get(row, ()))


def _root(node: Node) -> Node:
    """The root of the tree that a node is in: not the document's, where only parts of that are parsed."""
    return next(iter([*ancestors(node)][-1:]), node)
