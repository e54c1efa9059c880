"""After any edits an analysis says what one from scratch would say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linen_upgrade.analysis import FileAnalysis
from linen_upgrade.document import Document, Encoding, Span

from ..laws.corpus import old_sources, written
from .keystrokes import notifications
from .snapshots import away_from, errors, fresh, snapshot

ASTRAL = """\
from flax import nn  # 😀é


class Net(nn.Module):
  '''😀 net.'''; a = 'é😀'

  def apply(self, x, 変=4):
    '😀😀'; x = nn.Dense(x, 変, name='😀é'); y = nn.relu(nn.Dense(x, 4, bias=False))
    return y


def use(x): '😀'; return Net(x)
"""


def short_sources() -> list[str]:
    return [ASTRAL, *(text for text in old_sources().values() if len(text) < 3000)]


def check(analysis: FileAnalysis) -> None:
    """The law, as far as the tree allows it."""
    document = analysis.document
    if not document.tree.root_node.has_error:
        assert snapshot(analysis) == snapshot(fresh(analysis))
        return
    scratch = fresh(analysis)
    if analysis.names == scratch.names:
        around = errors(document) + errors(scratch.document)
        mine, theirs = away_from(around, analysis), away_from(around, scratch)
        assert mine == theirs


def check_after_a_pause(analysis: FileAnalysis) -> None:
    analysis.document.reparse_from_nothing()
    analysis.update()
    assert snapshot(analysis) == snapshot(fresh(analysis))


@given(data=st.data())
def test_edits_give_what_a_fresh_analysis_gives(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(short_sources()))
    encoding = data.draw(st.sampled_from(Encoding))
    pauses = data.draw(st.booleans())
    analysis = FileAnalysis(Document(text.encode()), encoding=encoding)
    for _ in range(data.draw(st.integers(1, 6))):
        changes = []
        for edit in data.draw(notifications(text)):
            changes.append(edit.as_change(text, encoding))
            text = edit.applied(text)
        analysis.document.edit(changes, encoding)  # type: ignore[arg-type]
        analysis.update()
        assert analysis.document.source == text.encode()
        check(analysis)
        if pauses:
            check_after_a_pause(analysis)
    check_after_a_pause(analysis)


@settings(max_examples=settings.default.max_examples // 4)
@given(data=st.data())
def test_edits_of_a_larger_file(data: st.DataObject) -> None:
    text = written(400, data.draw(st.integers(0, 2)))
    analysis = FileAnalysis(Document(text.encode()))
    for _ in range(3):
        changes = []
        for edit in data.draw(notifications(text)):
            changes.append(edit.as_change(text, Encoding.UTF16))
            text = edit.applied(text)
        analysis.document.edit(changes, Encoding.UTF16)  # type: ignore[arg-type]
        analysis.update()
        check(analysis)
    check_after_a_pause(analysis)


@pytest.mark.parametrize("encoding", Encoding)
def test_typing_a_file_from_nothing(encoding: Encoding) -> None:
    """Character after character: every state on the way, nearly all of them half-typed."""
    analysis = FileAnalysis(Document(b""), encoding=encoding)
    line = character = 0
    for typed in ASTRAL:
        analysis.document.edit([((line, character, line, character), typed)], encoding)
        analysis.update()
        check(analysis)
        width = {Encoding.UTF8: len(typed.encode()), Encoding.UTF16: 1 + (typed > "\uffff"), Encoding.UTF32: 1}[
            encoding
        ]
        line, character = (line + 1, 0) if typed == "\n" else (line, character + width)
    assert analysis.document.source == ASTRAL.encode()
    check_after_a_pause(analysis)


def test_the_whole_text_at_once() -> None:
    analysis = FileAnalysis(Document(b""))
    for text in old_sources().values():
        analysis.document.edit([(None, text)], Encoding.UTF16)
        analysis.update()
        assert analysis.document.source == text.encode()
        check(analysis)


@pytest.mark.parametrize("name", list(old_sources()))
def test_a_half_typed_statement_costs_no_other_its_findings(name: str) -> None:
    """A line begun at the end of a file leaves the findings above it alone, at once and after a pause."""
    text = old_sources()[name].rstrip("\r\n") + "\n\n\n"
    analysis = FileAnalysis(Document(text.encode()))
    before = analysis.findings()
    end = Span(len(text.encode()), len(text.encode()))
    for typed in (b"net = nn.Dense(", b"x, ", b"[1"):
        analysis.document.replace(end, typed)
        analysis.update()
        end = Span(end.start + len(typed), end.start + len(typed))
        assert [found for found in analysis.findings() if found.base < len(text.encode())] == before
