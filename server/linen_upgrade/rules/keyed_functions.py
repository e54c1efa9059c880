"""Functions of training code that draw from the context around their calls: what they are handed, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.keyed_functions import KeyedCall, KeyedFunction
from linen_upgrade.rewriting.actions import Action, Change, Insert
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rules.drawing_functions import function_named, handed_first, space_behind
from linen_upgrade.rules.layout import arrange, has_comment, with_keyword
from linen_upgrade.rules.rule import SAFE, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

CODE = "LIN302"


def keyed_verdict(finding: LocatedFinding, file: FileContext) -> Verdict:
    """Manual where a function can't be handed what it draws from; a call goes as its function does."""
    construct = finding.finding.construct
    found = _function_called(construct, file) if isinstance(construct, KeyedCall) else finding
    if found is None:
        return Applicability.MANUAL, "it may draw from the context around this call: hand it the keys that it needs"
    function: KeyedFunction = found.finding.construct
    return (Applicability.MANUAL, function.problem) if function.problem else SAFE


def _function_called(call: KeyedCall, file: FileContext) -> LocatedFinding | None:
    """The finding on the function that a call is of; None where it is none that can be handed anything."""
    return function_named(KeyedFunction, call.callee, CODE, file)


def with_keys(finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
    """Gives a function the parameter, and the keys their names that it hands to compiled functions."""
    function: KeyedFunction = finding.finding.construct
    space = space_behind(function.place, finding, file) if function.after else ""
    yield Insert(function.place, f"{function.before}{function.parameter}{function.after}{space}")
    for constant in function.constants:
        start = finding.base + function.body
        line = file.document.source[file.document.source.rfind(b"\n", 0, start) + 1 : start]
        end = file.newline + file.indent(finding, function.body) if not line.strip() else "; "
        yield Insert(function.body, f"{constant} = next({function.parameter}){end}")


def handed_keys(finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
    """Hands a function what it draws from."""
    import libcst as cst

    call: KeyedCall = finding.finding.construct
    found = _function_called(call, file)
    function: KeyedFunction | None = found.finding.construct if found is not None else None
    if function is None or not function.is_compiled:
        yield handed_first(call.handed, call.span)
        return
    keyword = function.parameter

    def hand(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        added, given = with_keyword(cst.Arg(cst.parse_expression(call.handed)), keyword), list(node.args)
        last = given[-1] if given else None
        if len(given) > 1 and not has_comment(given[-1]):
            given[-1] = given[-1].with_changes(comma=given[-2].comma)
        return node.with_changes(args=arrange([*given, added], last))

    yield Change(call.span, cst.Call, hand)
