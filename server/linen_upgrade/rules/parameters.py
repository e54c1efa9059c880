"""A method's parameters after some of them have become fields: the list that is left, and the readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import MethodDefinition, ModuleDefinition
from linen_upgrade.meaning.hook_definition import HookDefinition
from linen_upgrade.rewriting.actions import Action, Change, Insert
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


def remaining(parameters: cst.Parameters, fields: set[str], done: Rewritten) -> str:
    """The source of a parameter list without the fields; a comment behind a field's parameter goes with it."""
    import libcst as cst

    def kept(listed: Iterable[cst.Param]) -> list[cst.Param]:
        return [parameter for parameter in listed if parameter.name.value not in fields]

    keyword_only = kept(parameters.kwonly_params)
    star, catch_all = parameters.star_arg, parameters.star_kwarg
    changed = parameters.with_changes(
        params=kept(parameters.params),
        posonly_params=kept(parameters.posonly_params),
        kwonly_params=keyword_only,
        star_kwarg=None if catch_all is not None and catch_all.name.value in fields else catch_all,
        star_arg=cst.MaybeSentinel.DEFAULT if isinstance(star, cst.ParamStar) and not keyword_only else star,
    )
    if not changed.posonly_params:
        changed = changed.with_changes(posonly_ind=cst.MaybeSentinel.DEFAULT)
    # A comment behind the last one needs the comma before it, and the line break behind it.
    listed = (*changed.params, *changed.kwonly_params)
    ended = changed if listed and comment_behind(listed[-1]) else _unended(changed)
    return done.code(ended).lstrip() if ended is changed else done.code(ended).strip()


def comment_behind(parameter: cst.Param) -> str:
    """The comment behind a parameter, as it stands behind a statement."""
    import libcst as cst

    comma = parameter.comma
    spaces = (parameter.whitespace_after_param, comma.whitespace_after if isinstance(comma, cst.Comma) else None)
    for space in spaces:
        if isinstance(space, cst.ParenthesizedWhitespace) and space.first_line.comment is not None:
            return f"  {space.first_line.comment.value}"
    return ""


def _unended(parameters: cst.Parameters) -> cst.Parameters:
    """Parameters without a comma (and a line break) behind the last one."""
    import libcst as cst

    for group in ("star_kwarg", "kwonly_params", "star_arg", "params", "posonly_params"):
        found = getattr(parameters, group)
        if isinstance(found, cst.Param):
            return parameters.with_changes(**{group: _bare(found)})
        if isinstance(found, (list, tuple)) and found:
            return parameters.with_changes(**{group: [*found[:-1], _bare(found[-1])]})
    return parameters


def _bare(parameter: cst.Param) -> cst.Param:
    import libcst as cst

    space = cst.SimpleWhitespace("")
    return parameter.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_param=space)


def field_readings(
    finding: LocatedFinding,
    construct: ModuleDefinition | MethodDefinition | HookDefinition,
    fields: Mapping[str, str],
    file: FileContext,
    copies: Mapping[str, str] | None = None,
) -> Iterator[Action]:
    """`width` becomes `self.width`; a parameter that is assigned to begins as a local variable of its own.

    `fields` are the parameters that are fields, with their names today. `copies` says for those that the body uses as
    the list or dictionary that it was, which Linen makes a tuple or a FrozenDict of, how to write one for `{}`.
    """
    import libcst as cst

    references = dict(construct.references)
    line = file.newline + file.indent(finding, construct.body_first.start)
    separator = "; " if construct.one_line else line
    first = construct.body_first.start if construct.one_line else _above_comments(finding, construct, file)
    for order, (name, today) in enumerate(fields.items()):
        attribute = f"{construct.self_name}.{today}"
        copy = (copies or {}).get(name, "{}")
        if name in construct.rebound or copy != "{}":
            begun = f"{name} = {copy.format(*[attribute] * copy.count('{}'))}{separator}"
            yield Insert(first, begun, order)
            continue
        for span in references.get(name, ()):
            yield Change(span, cst.Name, _attribute(attribute))


def _above_comments(
    finding: LocatedFinding, construct: ModuleDefinition | MethodDefinition | HookDefinition, file: FileContext
) -> int:
    """Where the body's first statement begins, with the comments that stand right above it."""
    lines, source = file.document.lines, file.document.source
    offset = finding.base + construct.body_first.start
    row, header = lines.row(offset), lines.row(finding.base + construct.parameter_list.end)
    column = offset - lines.start(row)
    while row - 1 > header and source[lines.start(row - 1) + column : lines.start(row)].startswith(b"#"):
        if source[lines.start(row - 1) : lines.start(row - 1) + column].strip():
            break
        row -= 1
    return lines.start(row) + column - finding.base


def _attribute(source: str):  # type: ignore[no-untyped-def]
    import libcst as cst

    def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        return cst.parse_expression(source)

    return change
