"""Lines moved to the right, with all that changes in them."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterable, Sequence

from linen_upgrade.document import Edit, Span, apply_edits
from linen_upgrade.rewriting.actions import Indent, UnparsableStatement


def indented(source: bytes, edits: list[Edit], actions: Sequence[Indent]) -> list[Edit]:
    """`edits` with those that lie in a region that is moved to the right made part of one edit of that region."""
    for action in sorted(actions, key=lambda a: a.span.end - a.span.start):
        start, end = action.span
        inside = [e for e in edits if start <= e.span.start and e.span.end <= end and e.span.start < end]
        text = apply_edits(source[start:end], [Edit(e.span.shifted(-start), e.text) for e in inside]).decode()
        column = start - source.rfind(b"\n", 0, start) - 1
        edits = [e for e in edits if e not in inside]
        edits.append(Edit(Span(start, end), _moved(text, column, action.by)))
    return edits


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
