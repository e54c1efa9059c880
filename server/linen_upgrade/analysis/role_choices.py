"""Lets a person choose a parameter's role: written down where the next reading of the file finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linen_upgrade.analysis.live import FileAnalysis
from linen_upgrade.document import Document, Edit, Span
from linen_upgrade.meaning.choices import choice_comment, choice_text, choices, written
from linen_upgrade.meaning.constructs import ModuleDefinition
from linen_upgrade.meaning.values import ParameterKind

_STARRED = (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)


@dataclass(frozen=True)
class Flip:
    """The other role that a parameter could have. `edit` is None where nothing can be written down."""

    owner: str
    parameter: str
    role: str
    edit: Edit | None


def flips(analysis: FileAnalysis, span: Span) -> Iterator[Flip]:
    """For the parameters of pre-Linen classes where `span` (bytes) lies."""
    for found in analysis.findings():
        construct = found.finding.construct
        if isinstance(construct, ModuleDefinition):
            signature = analysis.roles().signature(construct.module)
            for parameter, place in zip(construct.own_parameters, construct.parameter_spans, strict=True):
                if place.shifted(found.base).touches(span) and parameter.kind not in _STARRED:
                    role = "field" if signature.is_input(parameter.name) else "input"
                    edit = role_edit(analysis.document, found.base + construct.apply.start, parameter.name, role)
                    yield Flip(construct.module.name, parameter.name, role, edit)


def role_edit(document: Document, function: int, name: str, role: str) -> Edit | None:
    """The edit that notes `name`'s role ('field' or 'input') behind the header of the function at byte `function`.

    None where no comment can stand there: the body is on the same line.
    """
    node = document.tree.root_node.descendant_for_byte_range(function, function + 1)
    while node is not None and node.type != "function_definition":
        node = node.parent
    body = node.child_by_field_name("body") if node is not None else None
    colon = next((child for child in node.children if child.type == ":"), None) if node is not None else None
    if node is None or body is None or colon is None or body.start_point[0] == colon.end_point[0]:
        return None
    comment = choice_comment(node)
    if comment is None:
        return Edit(Span(colon.end_byte, colon.end_byte), f"  {written({name: role})}")
    start, known = comment.start_byte, choice_text(comment)
    return Edit(Span(start, start + len(known.encode())), written({**dict(choices(comment)), name: role}))
