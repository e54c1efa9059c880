"""Lines moved to the right, with all that changes in them."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterable, Sequence

from linen_upgrade.document import Edit, Span, apply_edits
from linen_upgrade.rewriting.actions import Indent, UnparsableStatement, Unwrap


def indented(source: bytes, edits: list[Edit], actions: Sequence[Indent | Unwrap]) -> list[Edit]:
    """`edits` with those that lie in a region that is moved sideways made part of one edit of that region."""
    for action in sorted(actions, key=lambda a: a.span.end - a.span.start):
        start, end = action.span
        if isinstance(action, Unwrap):
            edits = _unwrapped(source, edits, action)
            continue
        inside = [e for e in edits if start <= e.span.start and e.span.end <= end and e.span.start < end]
        text = apply_edits(source[start:end], [Edit(e.span.shifted(-start), e.text) for e in inside]).decode()
        column = start - source.rfind(b"\n", 0, start) - 1
        edits = [e for e in edits if e not in inside]
        edits.append(Edit(Span(start, end), _moved(text, column, action.by)))
    return edits


def _unwrapped(source: bytes, edits: list[Edit], action: Unwrap) -> list[Edit]:
    """The edits with one that puts the body in the place of the whole statement."""
    start, end = action.span
    within = [e for e in edits if start <= e.span.start and e.span.end <= end and (e.span.start < end or _ends(e))]
    body = [e for e in within if e.span.start >= action.header_end]
    shifted = [Edit(e.span.shifted(-action.header_end), e.text) for e in body]
    text = apply_edits(source[action.header_end : end], shifted).decode()
    column = start - source.rfind(b"\n", 0, start) - 1
    kept = [e for e in edits if e not in within]
    return [*kept, Edit(Span(start, end), action.before + _to_the_left(text, column))]


def _ends(edit: Edit) -> bool:
    """Whether an edit at the end of a region adds lines to it."""
    return edit.span.start == edit.span.end and edit.text.startswith(("\n", "\r"))


def _to_the_left(text: str, column: int) -> str:
    """The body behind a header, from the header's own column on."""
    first, newline, rest = text.partition("\n")
    if not newline or (first.strip() and not first.strip().startswith("#")):
        return text.strip()
    lines = rest.split("\n")
    inside = set(_inside_strings("if True:\n" + rest))
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip() and not line.strip().startswith("#")]
    by = max(indents[0] - column, 0) if indents else 0
    moved = [
        line if row + 1 in inside else line[min(by, len(line) - len(line.lstrip())) :] for row, line in enumerate(lines)
    ]
    while moved and not moved[0].strip():
        moved.pop(0)
    comment = [first.strip()] if first.strip() else []
    return "\n".join([*comment, *(moved if comment else [moved[0].lstrip(), *moved[1:]])])


def _moved(text: str, column: int, by: str) -> str:
    """Every line of a statement that begins in `column`, moved; but for those that begin in a string."""
    lines = text.split("\n")
    kept = set(_inside_strings(" " * column + text))
    return "\n".join(
        line if row in kept or not line.strip() else line[: len(line) - len(line.lstrip())] + by + line.lstrip()
        for row, line in enumerate(lines)
    )


def _inside_strings(text: str) -> Iterable[int]:
    """The zero-based rows of the lines that begin inside a string."""
    opened: list[int] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
            kind = tokenize.tok_name[token.type]
            if kind == "STRING":
                yield from range(token.start[0], token.end[0])
            elif kind in ("FSTRING_START", "TSTRING_START"):
                opened.append(token.start[0])
            elif kind in ("FSTRING_END", "TSTRING_END"):
                yield from range(opened.pop(), token.end[0])
    except (tokenize.TokenError, SyntaxError) as error:
        raise UnparsableStatement(f"its lines can't be told from those of strings: {error}") from error
