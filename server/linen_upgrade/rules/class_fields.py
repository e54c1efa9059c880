"""Where the fields of a class stand, and the parameters that they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade.document import Edit, Span
from linen_upgrade.meaning import Signature
from linen_upgrade.meaning.constructs import ModuleDefinition
from linen_upgrade.meaning.hook_definition import HookDefinition
from linen_upgrade.rewriting.actions import Action, Insert, Pieces
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.fields import field_line
from linen_upgrade.rules.handed_on_fields import handed_on_line
from linen_upgrade.rules.header import laid_out
from linen_upgrade.rules.parameters import comment_behind, remaining
from linen_upgrade.rules.super_call import overriding_fields

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


def fields_problem(construct: ModuleDefinition | HookDefinition, signature: Signature) -> str:
    """What is open about parameters that become fields of a class, and what to do; '' for nothing."""
    name = _hidden(construct, signature)
    if name:
        return f"the class body reads `{name}`, which a field of that name hides today: give one of them another name"
    doubts = signature.thawing.doubts
    return f"{doubts[0]}: Linen freezes what a field holds" if doubts else ""


def _hidden(construct: ModuleDefinition | HookDefinition, signature: Signature) -> str:
    """A name that the class body reads, in a default say, and that a field takes in it; '' if there is none."""
    earlier: set[str] = set()
    for parameter in (*signature.own_fields, *signature.inputs):
        read = parameter.default_reads & earlier
        if read:
            return min(read)
        if not signature.is_input(parameter.name):
            earlier.add(signature.field_names[parameter.name])
    return min(construct.read_below & earlier, default="")


def line_of(offset: int, finding: LocatedFinding, file: FileContext) -> str:
    """A line break and the indentation of the line at `offset`."""
    return file.newline + file.indent(finding, offset)


def fields_below(
    lines: list[str], finding: LocatedFinding, construct: ModuleDefinition | HookDefinition, file: FileContext
) -> Edit:
    """Puts fields behind the class's docstring and attributes, else at the top of its body."""
    indented = line_of(construct.span.start, finding, file)
    if construct.fields_after is not None:
        place = _end_of_line(finding.base + construct.fields_after.end, file) - finding.base
        is_blank_below = _is_blank_below(finding.base + place, file)
        several_lines = "\n" in file.text(finding, construct.fields_after) and is_blank_below
        gap = file.newline if construct.fields_after == construct.docstring or several_lines else ""
        below = "" if is_blank_below else file.newline
        return Edit(Span(place, place), gap + "".join(f"{indented}{line}" for line in lines) + below)
    place = construct.class_body.start
    return Edit(Span(place, place), indented.join(lines) + file.newline + indented)


def _end_of_line(offset: int, file: FileContext) -> int:
    lines = file.document.lines
    return lines.line_end(lines.row(offset), file.document.source)


def _is_blank_below(offset: int, file: FileContext) -> bool:
    """Whether the line after that of `offset` is empty."""
    lines = file.document.lines
    row = lines.row(offset) + 1
    return (
        row >= len(lines)
        or not file.document.source[lines.start(row) : lines.line_end(row, file.document.source)].strip()
    )


def moved_parameters(
    finding: LocatedFinding,
    construct: ModuleDefinition | HookDefinition,
    signature: Signature,
    file: FileContext,
    fields: Callable[[list[str]], Edit],
    first: str = "",
) -> Iterator[Action]:
    """Moves parameters to fields, their defaults as the other rules have left them.

    `fields` puts the lines of the fields where they belong; `first` is a parameter to put before those that stay.
    """
    import libcst as cst

    moved = {*(parameter.name for parameter in signature.own_fields), *signature.idle}
    added = overriding_fields(construct, file) if isinstance(construct, ModuleDefinition) else []
    if not moved and not added and (first or "\n" not in file.text(finding, construct.parameter_list)):
        if first:
            separator = ", " if signature.parameters else ""
            yield Insert(construct.parameter_list.start + 1, f"{first}{separator}")
        return
    # Asked for now, since imports are collected before the pass: what a default says does not matter to them.
    write = [
        handed_on_line(p, signature, finding, file) if p.source else field_line(p, signature, file)
        for p in signature.own_fields
    ]

    def pieces(node: cst.CSTNode, done: Rewritten) -> list[Edit]:
        assert isinstance(node, cst.FunctionDef)
        listed = (*node.params.posonly_params, *node.params.params, *node.params.kwonly_params)
        defaults = {p.name.value: done.code(p.default) for p in listed if p.default is not None}
        annotations = {p.name.value: done.code(p.annotation.annotation) for p in listed if p.annotation is not None}
        comments = {p.name.value: comment_behind(p) for p in listed}
        lines = [
            line(defaults.get(p.name), annotations.get(p.name)) + comments.get(p.name, "")
            for p, line in zip(signature.own_fields, write, strict=True)
        ]
        left = ", ".join(filter(None, (first, laid_out(remaining(node.params, moved, done), node, file.width, done))))
        parameters = [Edit(construct.parameter_list, f"({left})")] if moved or first or not added else []
        return [*([fields([*lines, *added])] if lines or added else []), *parameters]

    yield Pieces(construct.apply, cst.FunctionDef, pieces)
