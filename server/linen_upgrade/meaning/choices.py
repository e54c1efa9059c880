"""Roles that a person chose, in a comment behind the header: `def apply(…):  # linen-upgrade: mask=input`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tree_sitter import Node

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Evidence, EvidenceKind

MARK = "linen-upgrade:"
ROLES = ("field", "input")


def choice_comment(function: Node) -> Node | None:
    """The comment behind the header of a function definition that says which roles were chosen."""
    for child in function.children:
        if child.type == "comment" and _content(child).startswith(MARK):
            return child
    return None


def choices(comment: Node) -> Iterator[tuple[str, str]]:
    """The parameters that such a comment names, each with 'field' or 'input'; what is neither is passed over."""
    for item in _content(comment).removeprefix(MARK).split(","):
        name, _, role = (part.strip() for part in item.partition("="))
        if name and role in ROLES:
            yield name, role


def chosen_roles(function: Node, owner: str, base: int) -> Iterator[Evidence]:
    """The choices for the `apply` of the class with the key `owner`, in a statement that begins at byte `base`."""
    comment = choice_comment(function)
    if comment is not None:
        span, text = Span(comment.start_byte - base, comment.end_byte - base), choice_text(comment)
        for name, role in choices(comment):
            yield Evidence(owner, name, EvidenceKind.CHOSEN, span, text, role=role)


def written(chosen: Mapping[str, str]) -> str:
    """The comment that says so."""
    return f"# {MARK} " + ", ".join(f"{name}={role}" for name, role in chosen.items())


def choice_text(comment: Node) -> str:
    """The source of such a comment, less another one behind it (`# linen-upgrade: k=input  # noqa`)."""
    first, *_ = (comment.text or b"").decode(errors="replace").lstrip("#").split("#")
    return f"#{first.rstrip()}"


def _content(comment: Node) -> str:
    return choice_text(comment).lstrip("#").strip()
