"""What functions that draw keys are handed today, and by whom: their parameter, their calls, what they ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.document import Span
from linen_upgrade.meaning.drawing import DrawCall, DrawingFunction
from linen_upgrade.meaning.keyed_functions import KeyedFunction
from linen_upgrade.rewriting.actions import Action, Change, Insert, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rules.apply_method import up_to_what_follows
from linen_upgrade.rules.layout import arrange
from linen_upgrade.rules.rule import SAFE, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

CODE = "LIN301"
NOBODY = "there is no module here to ask: hand the key in as a parameter, or make this a module"


def _all(file: FileContext) -> Iterator[LocatedFinding]:
    for other in file.code_base.files.values():
        yield from other.of_code(CODE)


def function_around(finding: LocatedFinding, file: FileContext) -> LocatedFinding | None:
    """The finding on the function that draws around another finding."""
    if finding.finding.owner is not None:
        return None
    for found in file.of_code(CODE):
        construct = found.finding.construct
        is_function = isinstance(construct, DrawingFunction) and found.base == finding.base
        if is_function and construct.body.contains(finding.finding.construct_span):
            return found
    return None


def function_called(call: DrawCall, file: FileContext) -> LocatedFinding | None:
    """The finding on the function that a call is of; None where there are several of that name."""
    return function_named(DrawingFunction, call.callee, CODE, file)


def function_named(
    kind: type[DrawingFunction | KeyedFunction], key: str, code: str, file: FileContext
) -> LocatedFinding | None:
    """The finding of a rule on the function of that key; None where there are several of that name, or none."""
    found = (f for other in file.code_base.files.values() for f in other.of_code(code))
    named = [f for f in found if isinstance(f.finding.construct, kind) and f.finding.construct.key == key]
    return named[0] if len(named) == 1 else None


def calls_of(function: DrawingFunction, file: FileContext) -> Iterator[LocatedFinding]:
    """The findings on the calls of a function, in all files."""
    for found in _all(file):
        if isinstance(found.finding.construct, DrawCall) and found.finding.construct.callee == function.key:
            yield found


def function_verdict(function: DrawingFunction, file: FileContext) -> Verdict:
    """Manual where nobody has a module at hand, or where it can't be seen who calls it."""
    return _verdict(function, file, frozenset())


def _verdict(function: DrawingFunction, file: FileContext, seen: frozenset[str]) -> Verdict:
    if not function.is_plain:
        return Applicability.MANUAL, NOBODY
    if function.goes_around:
        return Applicability.MANUAL, f"{NOBODY} (it is handed on as it is, and who calls it then can't be seen)"
    if not seen and not _in_modules(function, file, seen):
        return Applicability.MANUAL, NOBODY
    for call in calls_of(function, file):
        context = file.code_base.files[call.home]
        around = function_around(call, context)
        if call.finding.construct.self_name is not None or (around is not None and _key(around) in seen):
            continue
        if around is None or _verdict(around.finding.construct, file, seen | {function.key}) != SAFE:
            what = "the module that it asks" if function.takes_module else "the key that `nn.stochastic` had"
            row = context.document.lines.row(call.span.start) + 1
            return Applicability.MANUAL, f"its call in line {row} of {call.home or 'this file'} has to hand it {what}"
    return SAFE


def _key(found: LocatedFinding) -> str:
    construct: DrawingFunction = found.finding.construct
    return construct.key


def _in_modules(function: DrawingFunction, file: FileContext, seen: frozenset[str]) -> bool:
    """Whether a module calls a function, itself or through others, or one that the function calls."""
    if function.key in seen:
        return False
    for call in (f for f in _all(file) if isinstance(f.finding.construct, DrawCall)):
        around = function_around(call, file.code_base.files[call.home])
        if call.finding.construct.callee == function.key:
            if call.finding.construct.self_name is not None:
                return True
            other = around
        else:
            is_inside = around is not None and _key(around) == function.key
            other = function_called(call.finding.construct, file) if is_inside else None
        if other is not None and _in_modules(other.finding.construct, file, seen | {function.key}):
            return True
    return False


def call_verdict(finding: LocatedFinding, file: FileContext) -> Verdict:
    """Manual where the function can't be handed anything."""
    function = function_called(finding.finding.construct, file)
    if function is None:
        return Applicability.MANUAL, NOBODY
    return function_verdict(function.finding.construct, file)


def with_parameter(finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
    """Gives a function the parameter, in front of the others."""
    construct: DrawingFunction = finding.finding.construct
    first = construct.first.start
    space = space_behind(first, finding, file)
    yield Insert(first, construct.parameter + ("," + space if construct.has_parameters else ""))
    if construct.dropped is not None:
        yield Replace(up_to_what_follows(construct.dropped, finding, file), "")


def space_behind(offset: int, finding: LocatedFinding, file: FileContext) -> str:
    """What stands between the comma behind a new parameter and the one that it is put in front of, at `offset`."""
    start = finding.base + offset
    line = file.document.source.rfind(b"\n", 0, start) + 1
    before = file.document.source[line:start].decode(errors="replace")
    return file.newline + before if not before.strip() else " "


def with_argument(finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
    """Hands the key, or the module, to a function."""
    call: DrawCall = finding.finding.construct
    around = function_around(finding, file)
    if around is not None:
        function: DrawingFunction = around.finding.construct
        held = asked(function, "make_rng", file) if not call.takes_module else function.parameter
    else:
        held = call.self_name or ""
        held = held if call.takes_module else f"{held}.make_rng({file.quoted('dropout')})"

    yield handed_first(held, call.span)


def handed_first(held: str, call: Span) -> Change:
    """The change that gives a call another argument, in front of the others."""
    import libcst as cst

    def hand(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        space = node.whitespace_before_args
        is_lines = "\n" in done.code(cst.Arg(cst.Name("_"), whitespace_after_arg=space))
        after = space if is_lines else cst.SimpleWhitespace(" ")
        comma = cst.Comma(whitespace_after=after) if node.args else cst.MaybeSentinel.DEFAULT
        first = cst.Arg(cst.parse_expression(held), comma=comma)
        return node.with_changes(args=[first, *node.args] if node.args else arrange([first], None))

    return Change(call, cst.Call, hand)


def asked(function: DrawingFunction, method: str, file: FileContext) -> str:
    """How a function says `nn.make_rng()`, or `nn.is_stochastic()`, today."""
    if not function.takes_module:
        return function.parameter
    return f"{function.parameter}.{method}({file.quoted('dropout')})"
