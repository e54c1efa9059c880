"""What the worker process is asked to do. Jobs travel there as pickles, and so do their results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linen_upgrade.analysis import (
    FileAnalysis,
    Fix,
    FixKind,
    Workspace,
    file_fix,
    fixes_at,
    hover,
    new_document,
    workspace_fix,
)
from linen_upgrade.document import Edit, Encoding, Span
from linen_upgrade.lsp.indexed import Changes, Index, IndexedCodeBase, News, Setup
from linen_upgrade.lsp.worker_process import Tell
from linen_upgrade.project.settings import Settings
from linen_upgrade.rules.rule import Verdict

_AT_ONCE = 40
"""Summaries that are told in one message, so that reading it doesn't hold up the server."""


class NotIndexed(Exception):
    """The process doesn't know the code base: it is another one than that which indexed it."""


@dataclass(frozen=True)
class FileEdits:
    """The edits of one file, with places as the client counts them."""

    home: str
    edits: tuple[tuple[tuple[int, int, int, int], str], ...]


@dataclass(frozen=True)
class FixAlone:
    """Compute the edits of one fix of a text that is alone; `span`, `key` and `unsafe` say which (see `find_fix`)."""

    source: bytes
    path: Path | None
    settings: Settings
    encoding: Encoding
    home: str
    span: Span | None
    key: str
    unsafe: bool

    def run(self, _index: Index, _tell: Tell) -> list[FileEdits]:
        """The edits. Raises LookupError if there is no such fix."""
        document = new_document(self.source, self.path)
        analysis = FileAnalysis(document, self.settings, self.path, self.encoding, home=self.home)
        return file_edits(analysis.workspace, find_fix(analysis, self.span, self.key, self.unsafe).changes())


@dataclass(frozen=True)
class FindRoots:
    """Find the code bases in the person's folders; everything that was known before is forgotten."""

    setup: Setup

    def run(self, index: Index, _tell: Tell) -> list[Path]:
        """Their roots."""
        index.code_bases.clear()
        return index.roots(self.setup.folders, self.setup)


@dataclass(frozen=True)
class Progress:
    """How many files have been read, of how many."""

    done: int
    of: int


@dataclass(frozen=True)
class ReadAll:
    """Read a whole code base."""

    root: Path
    setup: Setup
    changes: Changes

    def run(self, index: Index, tell: Tell) -> News:
        """The last of its news; the first ones are told on the way, as is Progress."""
        code_base = IndexedCodeBase(self.root, self.setup.folders, self.setup)
        code_base.change(self.changes, lambda done, of: tell(Progress(done, of)) if done % 20 == 0 else None)
        news = code_base.news()
        index.code_bases[self.root] = code_base
        summaries = list(news.summaries.items())
        for start in range(0, len(summaries), _AT_ONCE):
            tell(News(summaries=dict(summaries[start : start + _AT_ONCE])))
        return News(news.homes, news.installed, {}, news.gone, news.links, news.reports)


@dataclass(frozen=True)
class Question:
    """Something to be asked of a code base once it is up to date."""

    root: Path
    changes: Changes

    def run(self, index: Index, _tell: Tell) -> tuple[object, News]:
        """The answer, and what else is new. Raises NotIndexed."""
        code_base = index.code_bases.get(self.root)
        if code_base is None:
            raise NotIndexed(str(self.root))
        code_base.change(self.changes)
        return self.answer(code_base), code_base.news()

    def answer(self, code_base: IndexedCodeBase) -> object:
        """What is asked: nothing but the news here."""
        return None


@dataclass(frozen=True)
class HoverAt(Question):
    """What there is to say at a byte of a file."""

    home: str
    offset: int
    markdown: bool

    def answer(self, code_base: IndexedCodeBase) -> tuple[str, Span] | None:
        """The text and what it is about."""
        analysis = code_base.analysis(self.home)
        return hover(analysis, self.offset, self.markdown) if analysis is not None else None


@dataclass(frozen=True)
class Offered:
    """A fix without what it takes to compute its edits."""

    kind: FixKind
    key: str
    title: str
    verdict: Verdict
    places: tuple[tuple[str, Span], ...]
    """Codes and places of the findings that it fixes in the file that it is offered in."""
    is_preferred: bool = False
    is_quick: bool = True
    is_shown_first: bool = False


def offers(analysis: FileAnalysis, span: Span | None, unsafe: bool) -> list[Offered]:
    """What is offered at a place, the preferred fix first; without a place, the fix of the whole file."""
    fixes = fixes_at(analysis, span, unsafe) if span is not None else [file_fix(analysis, unsafe)]
    return [_offered(fix) for fix in fixes]


def _offered(fix: Fix) -> Offered:
    places = tuple((found.finding.code, found.span) for found in fix.findings if found.home == fix.home)
    flags = fix.is_preferred, fix.is_quick, fix.is_shown_first
    return Offered(fix.kind, fix.key, fix.title, fix.verdict, places, *flags)


@dataclass(frozen=True)
class OffersAt(Question):
    """The fixes at a place of a file."""

    home: str
    span: Span | None
    unsafe: bool

    def answer(self, code_base: IndexedCodeBase) -> list[Offered]:
        """The offers, the preferred one first; without a place, that of the whole file."""
        analysis = code_base.analysis(self.home)
        return offers(analysis, self.span, self.unsafe) if analysis is not None else []


@dataclass(frozen=True)
class EditsOf(Question):
    """The edits of a fix of one file, in all files (see `find_fix`)."""

    home: str
    span: Span | None
    key: str
    unsafe: bool

    def answer(self, code_base: IndexedCodeBase) -> tuple[Verdict, list[FileEdits]] | None:
        """How far the fix can be trusted, and its edits; None if there is no such fix any more."""
        analysis = code_base.analysis(self.home)
        if analysis is None:
            return None
        try:
            fix = find_fix(analysis, self.span, self.key, self.unsafe)
        except LookupError:
            return None
        return fix.verdict, file_edits(code_base.code_base.workspace, fix.changes())


@dataclass(frozen=True)
class WorkspaceEdits(Question):
    """The edits that upgrade all of the person's files."""

    unsafe: bool

    def answer(self, code_base: IndexedCodeBase) -> list[FileEdits]:
        """The edits."""
        workspace = code_base.code_base.workspace
        return file_edits(workspace, workspace_fix(workspace, self.unsafe).changes())


def find_fix(analysis: FileAnalysis, span: Span | None, key: str, unsafe: bool) -> Fix:
    """The fix called `key` among those offered at `span`, or that of the whole file, with its unsafe ones or without.

    Raises LookupError if the text does not offer it.
    """
    if span is None:
        return file_fix(analysis, unsafe)
    for fix in fixes_at(analysis, span, unsafe):
        if fix.key == key:
            return fix
    raise LookupError(f"there is no fix {key!r} at bytes {span.start} to {span.end}")


def file_edits(workspace: Workspace, changes: Mapping[str, Sequence[Edit]]) -> list[FileEdits]:
    """Byte edits as the client counts them."""
    found = []
    for home, edits in changes.items():
        reading = workspace.readings[home]
        lines, source, encoding = reading.document.lines, reading.document.source, reading.encoding
        placed = tuple(
            ((*lines.position(start, encoding, source), *lines.position(end, encoding, source)), text)
            for (start, end), text in edits
        )
        if placed:
            found.append(FileEdits(home, placed))
    return found
