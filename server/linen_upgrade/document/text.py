"""An open file: one copy of its text, its syntax tree and its line index, edited in place."""

from __future__ import annotations

from tree_sitter import Parser, Point, Tree

from linen_upgrade.document.languages import PYTHON, grammar
from linen_upgrade.document.lines import Encoding, LineIndex
from linen_upgrade.document.spans import Span

LANGUAGE = grammar(PYTHON)


class Document:
    """UTF-8 text with its tree-sitter tree.

    `source` never has a byte order mark; `version` counts the edits; `language` is one of `languages`.
    """

    def __init__(self, source: bytes, language: str = PYTHON) -> None:
        self._parser = Parser(grammar(language))
        self.language = language
        self.source = source
        self.lines = LineIndex(source)
        self.tree: Tree = self._parser.parse(source)
        self.version = 0

    def replace(self, span: Span, text: bytes) -> None:
        """Replace the bytes of `span` by `text` (UTF-8) and bring tree and lines up to date. See also `edit`."""
        self._splice(span, text)
        self._reparse()

    def edit(self, changes: list[tuple[tuple[int, int, int, int] | None, str]], encoding: Encoding) -> None:
        """Apply an editor's changes one after the other, then parse once.

        A change is a range (first line, first character, last line, last character; zero-based, characters
        counted in `encoding`) and its new text; a range of None replaces the whole text.
        Each range counts in the text that the changes before it left.
        """
        for place, text in changes:
            if place is None:
                self._splice(Span(0, len(self.source)), text.encode(errors="replace"))
                continue
            start = self.lines.offset(place[0], place[1], encoding, self.source)
            end = self.lines.offset(place[2], place[3], encoding, self.source)
            self._splice(Span(min(start, end), max(start, end)), text.encode(errors="replace"))
        self._reparse()

    def reparse_from_nothing(self) -> None:
        """Parse again without the old tree: around a syntax error an incremental tree may differ from a fresh one."""
        self.tree = self._parser.parse(self.source)
        self.version += 1

    def text(self, span: Span) -> str:
        """The text of `span`."""
        return self.source[span.start : span.end].decode(errors="replace")

    def _point(self, offset: int) -> Point:
        row = self.lines.row(offset)
        return Point(row, offset - self.lines.start(row))

    def _splice(self, span: Span, text: bytes) -> None:
        start_point, old_end_point = self._point(span.start), self._point(span.end)
        new_end = span.start + len(text)
        self.source = self.source[: span.start] + text + self.source[span.end :]
        self.lines.replace(span.start, span.end, new_end, self.source)
        self.tree.edit(span.start, span.end, new_end, start_point, old_end_point, self._point(new_end))

    def _reparse(self) -> None:
        self.tree = self._parser.parse(self.source, self.tree)
        self.version += 1
