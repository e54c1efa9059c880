"""LIN301: `nn.make_rng`, which a module asks of itself today, and hands to the functions that it calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linen_upgrade.meaning.constructs import Construct, FunctionCall
from linen_upgrade.meaning.drawing import DrawCall, DrawingFunction
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Finding, LocatedFinding
from linen_upgrade.rules.drawing_functions import (
    call_verdict,
    calls_of,
    function_around,
    function_called,
    function_verdict,
    with_argument,
    with_parameter,
)
from linen_upgrade.rules.module_function import ModuleFunction
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training_contexts import draws_of


class MakeRng(ModuleFunction):
    """`nn.make_rng()` becomes `self.make_rng('dropout')`."""

    code, name = "LIN301", "make-rng"
    summary = "PRNG key drawn with nn.make_rng"
    path, method = "flax.nn.make_rng", "make_rng"
    constructs = (FunctionCall, DrawingFunction, DrawCall)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """See `ModuleFunction.detect`; also the functions outside of modules that draw, and their calls."""
        if isinstance(construct, DrawingFunction):
            what = "the module that it asks" if construct.takes_module else "the key that it draws"
            yield self.finding(construct, f"a function has to be handed {what} today")
        elif isinstance(construct, DrawCall):
            what = "the module that it asks" if construct.takes_module else "the key that it draws"
            yield self.finding(construct, f"this function has to be handed {what} today")
        elif isinstance(construct, FunctionCall) and construct.path == self.path and construct.keys:
            yield self.finding(construct, "`nn.make_rng` no longer exists: keys are made of the one of `nn.stochastic`")
        else:
            yield from super().detect(construct)

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where no module is at hand."""
        construct = finding.finding.construct
        if isinstance(construct, DrawingFunction):
            return function_verdict(construct, file)
        if isinstance(construct, FunctionCall) and construct.keys:
            return SAFE
        return call_verdict(finding, file) if isinstance(construct, DrawCall) else super().verdict(finding, file)

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """A function, what it draws, and the modules that call it go together."""
        construct = finding.finding.construct
        if isinstance(construct, DrawingFunction):
            inside = (*file.of_code(self.code), *file.of_code("LIN304"))
            yield from (f for f in inside if f.base == finding.base and function_around(f, file) == finding)
            yield from calls_of(construct, file)
            return
        if isinstance(construct, FunctionCall) and construct.keys:
            around = (found for found in file.of_code("LIN302") if found.base == finding.base)
            yield from (found for found in around if finding in draws_of(found, file))
            return
        if not isinstance(construct, DrawCall):
            yield from super().carries(finding, file)
            return
        definition = file.definition(finding.finding.owner or "")
        for found in (definition, function_called(construct, file), function_around(finding, file)):
            if found is not None:
                yield found

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        if isinstance(finding.construct, (DrawingFunction, DrawCall)):
            return "Hand over the module" if finding.construct.takes_module else "Hand over the key"
        if finding.construct.keys:
            return "Upgrade this training program"
        return super().title(finding)

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        construct = finding.finding.construct
        if isinstance(construct, DrawingFunction):
            yield from with_parameter(finding, file)
        elif isinstance(construct, DrawCall):
            yield from with_argument(finding, file)
        elif construct.keys:
            import libcst as cst

            yield Change(construct.span, cst.Call, lambda node, done: cst.parse_expression(f"next({construct.keys})"))
        else:
            yield from super().rewrite(finding, file)
