"""What a rule may ask of the rewriting pass. Spans count bytes from the beginning of a top-level statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linen_upgrade.document import Edit, Span

if TYPE_CHECKING:
    import libcst

    from linen_upgrade.rewriting.engine import Rewritten


@dataclass(frozen=True)
class Change:
    """Replace the node of type `node_type` that stands at `span`.

    `change` gets the node with all changes below it already made, and the pass, which knows what became of any
    original node. Changes at one node are made in the order of `order`.
    """

    span: Span
    node_type: type[libcst.CSTNode]
    change: Callable[[libcst.CSTNode, Rewritten], libcst.CSTNode]
    order: int = 0


@dataclass(frozen=True)
class Pieces:
    """Replace parts of the node at `span`, computed when all changes below it have been made."""

    span: Span
    node_type: type[libcst.CSTNode]
    pieces: Callable[[libcst.CSTNode, Rewritten], list[Edit]]


@dataclass(frozen=True)
class Insert:
    """Put text in front of byte `offset`. Of several at one place, those of lower `order` come first."""

    offset: int
    text: str
    order: int = 0


@dataclass(frozen=True)
class Replace:
    """Replace the text of `span`, whatever changes lie within."""

    span: Span
    text: str


@dataclass(frozen=True)
class Before:
    """Where a statement is added: in front of `statement`, sharing its line if `inline`."""

    statement: Span
    inline: bool


@dataclass(frozen=True)
class Lift:
    """Move the expression at `span` to a statement of its own before `statement`, which reads `variable` instead."""

    span: Span
    variable: str
    statement: Span
    inline: bool
    """Whether the new statement has to share the old one's line."""


@dataclass(frozen=True)
class Indent:
    """Move the lines from `span`'s first to its last to the right by `by`, whatever changes lie within.

    The span begins where a statement does. The inner lines of strings stay as they are.
    """

    span: Span
    by: str


@dataclass(frozen=True)
class Unwrap:
    """Put the body of a `with` statement in its place, moved to the left; `header_end` is the byte behind its colon.

    `before` is the text in front of it: whole lines, and the indentation of the next.
    """

    span: Span
    header_end: int
    before: str = ""


Action = Change | Pieces | Insert | Replace | Lift | Indent | Unwrap


def text_edits(actions: Iterable[Action], base: int) -> Iterator[Edit]:
    """The edits for a text that is no Python, where only `Replace` and `Insert` make sense; spans count from `base`."""
    for action in actions:
        if isinstance(action, Replace):
            yield Edit(action.span.shifted(base), action.text)
        else:
            assert isinstance(action, Insert)
            yield Edit(Span(action.offset, action.offset).shifted(base), action.text)


class UnparsableStatement(Exception):
    """libcst cannot take the statement. The message says why; it begins at byte `base` of the file `home`."""

    home = ""
    base = 0
