"""A rule's Markdown page, read: its sections, and its examples, which are tests too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

SECTIONS = ("What changed", "Why", "Examples", "What to watch for", "Fix safety", "References")
"""The headings that every page has, in this order."""
FILES = {
    "python": "",
    "text": "requirements.txt",
    "toml": "pyproject.toml",
    "ini": "setup.cfg",
    "yaml": "environment.yml",
}
"""The languages of examples, with the names of files that each stands for."""


@dataclass(frozen=True)
class Example:
    """Code before and after its fix.

    `after` is None where there is no fix, or where the code is to be left alone (`untouched`). `unsafe` examples are
    fixed with the unsafe fixes, `names` ones once old automatic names are written out. `run` tells the execution suite
    how to call it: the class, input shapes, keywords. `script` names the variable by which a whole script is compared.
    `language` is what it is written in.
    """

    title: str
    before: str
    after: str | None = None
    unsafe: bool = False
    untouched: bool = False
    names: bool = False
    run: tuple[str, ...] = ()
    script: str = ""
    language: str = "python"
    file: str = ""
    """What a file with it is called, as far as that matters."""


@dataclass(frozen=True)
class Page:
    """The text of a page by its headings; `introduction` stands before the first of them."""

    introduction: str
    sections: dict[str, str]
    examples: tuple[Example, ...]


@lru_cache(maxsize=64)
def read_page(text: str) -> Page:
    """Read a page: `##` begins a section, `###` names an example, fences say in their first line what they are."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt().parse(text)
    lines = text.splitlines()
    starts = [
        (token.map[0], tokens[index + 1].content)
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2" and token.map
    ]
    ends = [row for row, _ in starts[1:]] + [len(lines)]
    sections = {title: _joined(lines[row + 1 : end]) for (row, title), end in zip(starts, ends, strict=True)}
    introduction = _joined(lines[1 : starts[0][0]] if starts else lines[1:])
    return Page(introduction, sections, tuple(_examples(tokens)))


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")


def _examples(tokens: list[Token]) -> list[Example]:
    found: list[Example] = []
    title = ""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            title = tokens[index + 1].content
        if token.type != "fence":
            continue
        language, *words = token.info.split()
        if language not in FILES or not words:
            continue
        if words[0] == "after":
            last = found.pop()
            found.append(replace(last, after=token.content))
        else:
            run = tuple(words[words.index("run") + 1 :]) if "run" in words else ()
            script = words[words.index("script") + 1] if "script" in words else ""
            found.append(
                Example(
                    title,
                    token.content,
                    unsafe="unsafe" in words,
                    untouched=words[0] == "untouched",
                    names="names" in words,
                    run=run,
                    script=script,
                    language=language,
                    file=next((word for word in words if word.endswith(".py")), FILES[language]),
                )
            )
    return found
