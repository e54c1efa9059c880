"""Parameters of a `def`, and which of them each argument of a call reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from linen_upgrade.document import ASIDES
from linen_upgrade.meaning.constructs import Argument
from linen_upgrade.meaning.names_read import names_read
from linen_upgrade.meaning.values import UNKNOWN, Function, Parameter, ParameterKind, Value


def parameters_of(
    node: Node | None, text: Callable[[Node], str], value: Callable[[Node], Value]
) -> Iterator[tuple[Parameter, Node]]:
    """Each parameter of a `parameters` or `lambda_parameters` node, with its node; separators are left out.

    `text` gives a node's source; `value` evaluates a default or an annotation, in the scope around the function.
    """
    keyword_only = False
    for child in node.named_children if node is not None else ():
        kind = child.type
        if kind == "keyword_separator":
            keyword_only = True
        elif kind in (*ASIDES, "positional_separator", "ERROR"):
            continue
        else:
            parameter = _parameter(child, text, value, keyword_only)
            keyword_only |= parameter.kind is ParameterKind.VAR_POSITIONAL
            yield parameter, child


def _parameter(
    node: Node, text: Callable[[Node], str], value: Callable[[Node], Value], keyword_only: bool
) -> Parameter:
    default = node.child_by_field_name("value")
    annotation = node.child_by_field_name("type")
    if annotation is not None:
        value(annotation)
    name = node.child_by_field_name("name") or (node.named_children[0] if node.type == "typed_parameter" else node)
    plain = ParameterKind.KEYWORD if keyword_only else ParameterKind.POSITIONAL
    stars = {"list_splat_pattern": ParameterKind.VAR_POSITIONAL, "dictionary_splat_pattern": ParameterKind.VAR_KEYWORD}
    return Parameter(
        name=text(name).lstrip("*"),
        kind=stars.get(name.type, plain),
        default=text(default) if default is not None else None,
        annotation=text(annotation) if annotation is not None else None,
        default_value=value(default) if default is not None else UNKNOWN,
        default_reads=names_read(default),
    )


def function_of(
    name: str, parameters: list[tuple[Parameter, Node]], makes: bool = False, result: Value = UNKNOWN, home: str = ""
) -> Function:
    """The function of that name and of those parameters."""
    positional, rest, others = (
        tuple(parameter.name for parameter, _ in parameters if parameter.kind is kind)
        for kind in (ParameterKind.POSITIONAL, ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)
    )
    return Function(name, positional, makes, result, home, "".join(rest), "".join(others))


@dataclass(frozen=True, slots=True)
class Bound:
    """Which parameter an argument reaches; `parameter` is None where that cannot be known (`*args`, a wrong name)."""

    argument: Argument
    parameter: Parameter | None


def bind(
    arguments: Sequence[Argument],
    parameters: Sequence[Parameter],
    already: Sequence[str] = (),
    old_name: Callable[[str], str] = lambda name: name,
) -> list[Bound]:
    """Bind a call's arguments to parameters, as Python would; keywords may also carry today's names.

    `already` are the parameters that a partial has bound by keyword (a positional argument still takes its place in
    order). `old_name` turns a keyword of today into the old one.
    """
    positional = [p for p in parameters if p.kind is ParameterKind.POSITIONAL]
    variadic = next((p for p in parameters if p.kind is ParameterKind.VAR_POSITIONAL), None)
    catch_all = next((p for p in parameters if p.kind is ParameterKind.VAR_KEYWORD), None)
    by_name = {p.name: p for p in parameters if p.kind in (ParameterKind.POSITIONAL, ParameterKind.KEYWORD)}
    bound, position, starred = [], 0, False
    for argument in arguments:
        target: Parameter | None = None
        if argument.star:
            starred |= argument.star == "*"
        elif argument.keyword is not None:
            target = by_name.get(argument.keyword) or by_name.get(old_name(argument.keyword)) or catch_all
        elif not starred:
            target = positional[position] if position < len(positional) else variadic
            position += 1
        bound.append(Bound(argument, target))
    return bound


def missing(arguments: Sequence[Argument], parameters: Sequence[Parameter], already: Sequence[str]) -> list[Parameter]:
    """Required parameters that a call surely leaves without argument (none when it passes `*args` or `**kwargs`)."""
    if any(argument.star for argument in arguments):
        return []
    reached = {b.parameter.name for b in bind(arguments, parameters) if b.parameter is not None}
    required = (ParameterKind.POSITIONAL, ParameterKind.KEYWORD)
    return [p for p in parameters if p.kind in required and p.default is None and p.name not in {*reached, *already}]
