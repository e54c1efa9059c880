"""What the docstring of `apply` says of parameters that are fields today, told by the class's own docstring instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_SECTIONS = ("Args:", "Arguments:")
_QUOTES = ('"""', "'''")
_DESCRIBING = (*_SECTIONS, "Attributes:", "Parameters", "Fields:")


@dataclass(frozen=True)
class Divided:
    """A docstring of `apply` without what it said of fields, and the lines that did, less their indentation."""

    rest: str
    entries: tuple[str, ...]


def divided(docstring: str, indent: str, fields: Mapping[str, str]) -> Divided | None:
    """Take the entries on `fields`, which have these names today, out of a docstring in Google's style.

    None where there is no such section, or nothing on fields in it.
    """
    lines = docstring.split("\n")
    header = next((i for i, line in enumerate(lines) if line.strip() in _SECTIONS and _indent(line) == indent), None)
    if header is None or header + 1 >= len(lines):
        return None
    deeper = _indent(lines[header + 1])
    if len(deeper) <= len(indent):
        return None
    end = header + 1
    while end < len(lines) and (not lines[end].strip() or len(_indent(lines[end])) >= len(deeper)):
        end += 1
    while not lines[end - 1].strip() or lines[end - 1].strip() in _QUOTES:
        end -= 1
    kept, moved = _sorted(lines[header + 1 : end], deeper, fields)
    if not moved or any(quote in line for line in lines[header:end] for quote in _QUOTES):
        return None
    before = lines[: header + 1] if kept else _without_last_gap(lines[:header])
    after = lines[end:]
    if len(before) == 1 and len(after) == 1 and after[0].strip() in _QUOTES:
        before, after = [before[0].rstrip() + after[0].strip()], []
    rest = "\n".join([*before, *kept, *after])
    return Divided(rest, tuple(line.removeprefix(indent) for line in moved))


def _sorted(lines: list[str], indent: str, fields: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The lines on inputs and those on fields, each entry with all of its lines."""
    kept: list[str] = []
    moved: list[str] = []
    goes = kept
    for line in lines:
        if _indent(line) == indent and line.strip():
            name = line.strip().partition(":")[0].partition("(")[0].strip()
            goes = moved if name in fields else kept
            if name in fields:
                line = f"{indent}{fields[name]}{line.strip().removeprefix(name)}"
        goes.append(line)
    return kept, moved


def _without_last_gap(lines: list[str]) -> list[str]:
    while len(lines) > 1 and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def with_attributes(docstring: str, indent: str, entries: tuple[str, ...], newline: str) -> str | None:
    """A class's docstring that tells of its fields as well; None where it has a section of that kind already."""
    quote = docstring[-3:]
    lines = [line.strip() for line in docstring.split("\n")]
    if quote not in _QUOTES or len(docstring) < 7 or any(line in _DESCRIBING for line in lines):
        return None
    told = docstring[:-3].rstrip()
    attributes = (line.rstrip("\r") for line in ("Attributes:", *entries))
    added = newline.join(f"{indent}{line}" if line else "" for line in attributes)
    return f"{told}{newline}{newline}{added}{newline}{indent}{quote}"


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
