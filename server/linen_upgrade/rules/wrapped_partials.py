"""Partials that JAX's checkpoint wraps: today a function that is handed the module around, and its inputs.

`block = Block.partial(features=3, mask=mask)`, `block = jax.checkpoint(block)`, `block(x)` become
`block = lambda self, *args: Block(features=3)(*args, mask=mask)`, `block = nn.remat(block)`, `block(self, x)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.document import free_name, identifiers
from linen_upgrade.meaning.constructs import Call, ModuleCall, PartialCall, TransformCall
from linen_upgrade.meaning.module_values import bound_names
from linen_upgrade.meaning.signatures import missing
from linen_upgrade.meaning.values import PartialModule, Wrapped, module_classes
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.calls import Placement, Unplaceable, is_input, place
from linen_upgrade.rules.layout import argument_of, first_call, second_call, with_keyword
from linen_upgrade.rules.setup_plan import class_around

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


def wrapped(finding: LocatedFinding, file: FileContext) -> Wrapped | None:
    """What is wrapped, where a finding is on such a partial, on what wraps it, or on its call; else None."""
    call = _call(finding, file)
    if call is None or call.self_name is None or not isinstance(call.callee, PartialModule):
        return None
    found, modules = call.callee.wrapped, list(module_classes(call.callee))
    if found is None or len(modules) != 1 or modules[0].builtin is not None or not modules[0].pre_linen:
        return None
    wraps = {f.finding.construct.span for f in _beside(finding, "LIN111", file)}
    return found if wraps.issuperset(found.wraps) and not any(class_around(finding, file)) else None


def _beside(finding: LocatedFinding, code: str, file: FileContext) -> Iterator[LocatedFinding]:
    return (f for f in file.of_code(code) if f.base == finding.base)


def _call(finding: LocatedFinding, file: FileContext) -> ModuleCall | None:
    """The call of the wrapped partial that a finding has to do with."""
    span = finding.finding.construct.span
    for found in _beside(finding, "LIN103", file):
        call = found.finding.construct
        if not isinstance(call, ModuleCall) or not isinstance(call.callee, PartialModule):
            continue
        known = call.callee.wrapped
        if known is not None and call.span == known.call and span in (known.made, known.call, *known.wraps):
            return call
    return None


def problem(finding: LocatedFinding, file: FileContext) -> str:
    """Why a wrapped partial can't become a function; '' where it can."""
    call = _call(finding, file)
    assert call is not None
    try:
        placements = place(call, call.callee, file)
    except Unplaceable as error:
        return str(error)
    for item in placements:
        if not item.to_call or item.keyword not in (None, item.argument.keyword):
            name = item.parameter.name if item.parameter is not None else "more than inputs"
            return f"`{call.callee_text}(…)` gives `{name}` to what is wrapped: bind that in the partial"
    bound = bound_names(call.callee)
    for module in module_classes(call.callee):
        given = [p.parameter.name for p in placements if p.parameter is not None]
        again = next((name for name in given if name in bound), None)
        if again is not None:
            return f"the partial binds `{again}`, and its call gives another value: leave one of them out"
        lacking = missing(call.arguments, module.parameters, bound)
        if lacking:
            return f"`{lacking[0].name}` of {module.name} is given by nobody: give it here"
        inputs = {parameter.name for parameter in file.signature(module).inputs}
        if any(is_input(module, name, file) and name not in inputs for name in bound):
            return f"`**` of {module.name} takes what the partial binds: pass that where the module is called"
    return ""


def rewrite_partial(finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
    """`Block.partial(features=3, mask=mask)` as a function."""
    import libcst as cst

    construct: PartialCall = finding.finding.construct
    call = _call(finding, file)
    assert call is not None
    placements = place(construct, construct.callee, file)
    me = construct.self_name or "self"
    star = free_name("args", identifiers(file.document.tree.root_node))
    words = free_name("kwargs", identifiers(file.document.tree.root_node))
    passed = [f"*{star}"] if any(not a.keyword for a in call.arguments) else []
    passed += [f"**{words}"] if any(a.keyword for a in call.arguments) else []

    def function(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        assert isinstance(node.func, cst.Attribute)
        sides = _sides(placements, done)
        made = first_call(node.with_changes(func=node.func.value), sides[False])
        shell = cst.parse_expression(f"lambda {', '.join([me, *passed])}: f({', '.join(passed)})")
        assert isinstance(shell, cst.Lambda)
        assert isinstance(shell.body, cst.Call)
        # What is spelled with a star comes behind the others where it is a mapping.
        given = list(shell.body.args)
        inputs = [*(a for a in given if a.star == "*"), *sides[True], *(a for a in given if a.star == "**")]
        return shell.with_changes(body=second_call(made, node, inputs))

    yield Change(construct.span, cst.Call, function)


def _sides(placements: list[Placement], done: Rewritten) -> dict[bool, list[cst.Arg]]:

    sides: dict[bool, list[cst.Arg]] = {False: [], True: []}
    for item in placements:
        argument = argument_of(item, done)
        if argument is not None:
            sides[item.to_call].append(with_keyword(argument, item.keyword) if item.keyword else argument)
    return sides


def rewrite_wrap(finding: LocatedFinding, lifted: str) -> Iterator[Action]:
    """`jax.checkpoint(block)` as `nn.remat(block)`."""
    import libcst as cst

    construct: TransformCall = finding.finding.construct

    def lift(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        return node.with_changes(func=cst.parse_expression(lifted))

    yield Change(construct.span, cst.Call, lift)


def rewrite_call(construct: Call) -> Iterator[Action]:
    """`block(x)` as `block(self, x)`."""
    import libcst as cst

    def hand_over(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")) if node.args else cst.MaybeSentinel.DEFAULT
        first = cst.Arg(cst.Name(construct.self_name or "self"), comma=comma)
        return node.with_changes(args=[first, *node.args])

    yield Change(construct.span, cst.Call, hand_over, order=1)
