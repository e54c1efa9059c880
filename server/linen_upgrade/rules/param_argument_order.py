"""LIN102: `self.param` with the shape before the initialiser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct, ParamCall
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.arguments import given
from linen_upgrade.rules.rule import SAFE, Rule, Verdict
from linen_upgrade.rules.setup_plan import class_around

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

_OLD = ("name", "shape", "initializer")


class ParamArgumentOrder(Rule):
    """`self.param('kernel', shape, init)` becomes `self.param('kernel', init, shape)`."""

    code, name = "LIN102", "param-argument-order"
    summary = "Parameter declared with its shape before its initialiser"
    constructs = (ParamCall,)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every `self.param` of a pre-Linen class that is not known to be in today's order."""
        yield self.finding(construct, "`self.param` takes the initialiser before the shape today")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where the arguments can't be told apart."""
        arguments = given(finding.finding.construct, _OLD)
        if arguments is None or set(arguments) != set(_OLD):
            return (
                Applicability.MANUAL,
                "write `self.param(name, initializer, shape)`: which argument is which can't be told",
            )
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The class, where the new order could not be told from the old one afterwards."""
        construct: ParamCall = finding.finding.construct
        definition = file.definition(construct.owner or "")
        return class_around(finding, file) if construct.order_known or definition is None else (definition,)

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return "Put the initialiser before the shape"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        from linen_upgrade.rules.layout import without_keyword

        construct: ParamCall = finding.finding.construct

        def swap(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            places = given(construct, _OLD) or {}
            name, shape, init = (node.args[construct.arguments.index(places[key])] for key in _OLD)
            values = (name.value, init.value, shape.value)
            # Commas and line breaks belong to the places, not to what stands there.
            arguments = [
                without_keyword(at).with_changes(value=value) for at, value in zip(node.args, values, strict=True)
            ]
            return node.with_changes(args=arguments)

        yield Change(construct.span, cst.Call, swap)
