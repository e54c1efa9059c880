"""Markdown for clients that show plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


def plain_text(markdown: str) -> str:
    """The same without marks: code is indented, links are their texts."""
    from markdown_it import MarkdownIt

    return "\n\n".join(_paragraphs(MarkdownIt().parse(markdown)))


def _paragraphs(tokens: list[Token]) -> Iterator[str]:
    bullet = ""
    for token in tokens:
        if token.type == "list_item_open":
            bullet = "- "
        elif token.type == "inline":
            yield bullet + "".join(_words(token))
            bullet = ""
        elif token.type == "fence":
            yield textwrap.indent(token.content.rstrip("\n"), "    ")
        elif token.type == "hr":
            yield "-" * 10


def _words(token: Token) -> Iterator[str]:
    for child in token.children or ():
        yield "\n" if child.type in ("softbreak", "hardbreak") else child.content
