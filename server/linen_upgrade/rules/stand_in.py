"""A plain function that stands where a module may: `def norm(x, name=None)` gives what takes `x`, as modules do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from linen_upgrade.document import Edit, Span, free_name
from linen_upgrade.meaning.constructs import ModuleCall
from linen_upgrade.meaning.module_values import old_stand_ins
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.stand_ins import StandIn, takes_any
from linen_upgrade.meaning.values import Function, Literal, ParameterKind
from linen_upgrade.rewriting.actions import Action, Change, Indent, Insert, Pieces
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rules.calls import Placement, Unplaceable, place
from linen_upgrade.rules.parameters import remaining
from linen_upgrade.rules.rule import SAFE, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

Sides = Mapping[str, frozenset[bool]]
"""For each parameter of a function whether it is an input, both for what takes any arguments and is given both."""


def definition_of(function: Function, file: FileContext) -> LocatedFinding | None:
    """The finding on the one `def` or lambda that a function is."""
    found = file.code_base.stand_ins.get(function.place, ())
    return found[0] if len(found) == 1 else None


def definitions(construct: ModuleCall, file: FileContext) -> Iterator[LocatedFinding]:
    """The findings on the functions that a call may be of."""
    for function in old_stand_ins(construct.callee):
        definition = definition_of(function, file)
        if definition is not None:
            yield definition


def calls_of(definition: StandIn, file: FileContext) -> Iterable[LocatedFinding]:
    """All calls of what may be a function, itself or a module beside it."""
    return file.code_base.stand_in_calls.get(definition.place, ())


def sides_of(definition: StandIn, file: FileContext) -> Sides:
    """Which parameters of a function are inputs: those that modules take in their calls. Raises Unplaceable."""
    sides: dict[str, set[bool]] = {parameter.name: set() for parameter in definition.parameters}
    for found in calls_of(definition, file):
        construct: ModuleCall = found.finding.construct
        if isinstance(construct.callee, Function):
            continue
        placements = place(construct, construct.callee, file.code_base.files[found.home])
        for item, placement in zip(bind(construct.arguments, definition.parameters), placements, strict=True):
            if item.argument.star:
                raise Unplaceable(f"which of its parameters `{item.argument.star}` reaches can't be told")
            if item.parameter is not None:
                sides[item.parameter.name].add(placement.to_call)
    for parameter in definition.parameters:
        if len(sides[parameter.name]) == 2 and not takes_any(parameter):
            raise Unplaceable(f"some calls pass `{parameter.name}` for an input, others for a setting")
    return {name: frozenset(found or {False}) for name, found in sides.items()}


def place_direct(call: ModuleCall, file: FileContext) -> list[Placement]:
    """Sort the arguments of a call of the function itself. Raises Unplaceable."""
    found = next(definitions(call, file), None)
    if found is None:
        raise Unplaceable("the function can't be rewritten")
    definition: StandIn = found.finding.construct
    sides = sides_of(definition, file)
    placements = []
    for item in bind(call.arguments, definition.parameters):
        side = sides.get(item.parameter.name, frozenset()) if item.parameter is not None else frozenset()
        if len(side) != 1:
            raise Unplaceable("which of the function's parameters its arguments reach can't be told")
        placements.append(Placement(item.argument, item.parameter, True in side, item.argument.keyword))
    return placements


def call_problem(construct: ModuleCall, placements: list[Placement], added: Iterable[str], file: FileContext) -> str:
    """What keeps a function from being called as the modules beside it are today; '' if nothing does."""
    for function in old_stand_ins(construct.callee):
        found = definition_of(function, file)
        if found is None:
            why = "is defined more than once, or ignored"
            return f"may be the function `{function.name}`, which {why}: let one function give `lambda x: …`"
        definition: StandIn = found.finding.construct
        names = {parameter.name for parameter in definition.parameters if not takes_any(parameter)}
        open_ended = any(parameter.kind is ParameterKind.VAR_KEYWORD for parameter in definition.parameters)
        wanted = [placement.keyword for placement in placements if placement.keyword is not None]
        for name in (*wanted, *added):
            if not open_ended and name not in names:
                return f"may be `{definition.name}`, which takes no `{name}`: let it take one"
    return ""


def verdict(finding: LocatedFinding, file: FileContext) -> Verdict:
    """Manual where it can't be told, or would not be right, to take the settings first."""
    construct: StandIn = finding.finding.construct
    if construct.escape:
        why = f"`{construct.escape}` uses `{construct.name}` too, and in which form can't be seen"
        return Applicability.MANUAL, f"{why}: keep a function of its own for that"
    try:
        sides = sides_of(construct, file)
    except Unplaceable as error:
        return Applicability.MANUAL, f"{error}: write the function that gives `lambda x: …` by hand"
    problem = _problem(construct, sides)
    return (
        (Applicability.MANUAL, f"{problem}: write the function that gives `lambda x: …` by hand") if problem else SAFE
    )


def _problem(construct: StandIn, sides: Sides) -> str:
    inputs = [p for p in construct.parameters if True in sides[p.name]]
    if not inputs:
        return f"no call hands `{construct.name}` an input"
    for parameter in construct.parameters:
        name, side = parameter.name, sides[parameter.name]
        if len(side) == 2 and name in construct.names:
            return f"`{name}` holds inputs and settings alike"
        if True in side and parameter.default is not None and not isinstance(parameter.default_value, Literal):
            return f"the default of its input `{name}` would be made at another time"
        if False in side and name in construct.rebound:
            return f"it assigns its parameter `{name}`"
    inner = construct.returned is None and not construct.is_lambda
    annotated = any(p.annotation for p in inputs) or construct.annotation is not None
    if construct.one_line and (inner or annotated) and not construct.is_lambda:
        return "it stands on one line"
    return ""


def rewrite(finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
    """The parameters that are inputs move to a lambda, or to a function inside where the body needs statements."""
    import libcst as cst

    construct: StandIn = finding.finding.construct
    sides = sides_of(construct, file)
    inputs = {name for name, side in sides.items() if side == {True}}
    settings = {name for name, side in sides.items() if side == {False}}
    if construct.is_lambda:

        def curried(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Lambda)
            return cst.parse_expression(
                f"{_lambda(_left(node.params, inputs, done))}{_lambda(_left(node.params, settings, done))}"
                f"{done.code(node.body)}"
            )

        yield Change(construct.span, cst.Lambda, curried)
        return
    annotated = any(p.annotation for p in construct.parameters if p.name in inputs) or construct.annotation is not None
    nested = construct.returned is None or annotated

    def pieces(node: cst.CSTNode, done: Rewritten) -> list[Edit]:
        assert isinstance(node, cst.FunctionDef)
        outer, inner = _left(node.params, inputs, done), _left(node.params, settings, done)
        edits = [Edit(construct.parameter_list, f"({outer})")]
        if construct.annotation is not None:
            gap = Span(construct.parameter_list.end, construct.annotation.end)
            edits.append(Edit(gap, ""))
        if nested:
            arrow = f" -> {done.code(node.returns.annotation)}" if node.returns is not None else ""
            line = _line(finding, construct, file)
            edits.append(
                Edit(
                    Span(line, line),
                    f"{_indent(finding, construct, file)}def {_name(construct)}({inner}){arrow}:{file.newline}",
                )
            )
        elif construct.returned is not None:
            start = construct.returned.start
            edits.append(Edit(Span(start, start), _lambda(inner)))
        return edits

    yield Pieces(construct.span, cst.FunctionDef, pieces)
    if nested:
        yield Indent(construct.body, construct.indent)
        closing = f"{file.newline}{_indent(finding, construct, file)}return {_name(construct)}"
        yield Insert(construct.body.end, closing)


def _lambda(parameters: str) -> str:
    return f"lambda {parameters}: " if parameters else "lambda: "


def _left(parameters: cst.Parameters, gone: set[str], done: Rewritten) -> str:
    """The source of a list of parameters without some of them."""
    import libcst as cst

    star, keyword_only = parameters.star_arg, [p for p in parameters.kwonly_params if p.name.value not in gone]
    if isinstance(star, cst.Param) and star.name.value in gone:
        bare = cst.ParamStar() if keyword_only else cst.MaybeSentinel.DEFAULT
        parameters = parameters.with_changes(star_arg=bare)
    return remaining(parameters, gone, done)


def _name(construct: StandIn) -> str:
    """What the function inside is called."""
    return free_name("call", construct.names)


def _indent(finding: LocatedFinding, construct: StandIn, file: FileContext) -> str:
    return file.indent(finding, construct.body.start)


def _line(finding: LocatedFinding, construct: StandIn, file: FileContext) -> int:
    """Where the line of the first statement begins, counted from the top-level statement."""
    return file.document.source.rfind(b"\n", 0, finding.base + construct.body.start) + 1 - finding.base
