"""What LIN301 and LIN304 share: a function of old `flax.nn` that is a method of the module today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from linen_upgrade.meaning.constructs import Construct, FunctionCall, FunctionDefinition
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.drawing_functions import NOBODY, asked, function_around, function_verdict
from linen_upgrade.rules.rule import SAFE, Rule, Verdict

if TYPE_CHECKING:
    import libcst as cst

STREAM = "dropout"
"""The kind of randomness that old code had only one of; library modules of today draw from it too."""


class ModuleFunction(Rule):
    """`nn.function()` becomes `self.method('dropout')`."""

    path: ClassVar[str]
    method: ClassVar[str]
    constructs: ClassVar[tuple[type[Construct], ...]] = (FunctionCall,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every call of the function."""
        assert isinstance(construct, FunctionCall)
        if construct.path == self.path:
            name = self.path.rpartition(".")[2]
            yield self.finding(
                construct, f"`nn.{name}` no longer exists: a module asks itself, `self.{self.method}('{STREAM}')`"
            )

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual outside a module's methods."""
        construct: FunctionCall = finding.finding.construct
        if construct.self_name is not None:
            return SAFE
        around = function_around(finding, file)
        return (
            function_verdict(around.finding.construct, file) if around is not None else (Applicability.MANUAL, NOBODY)
        )

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The upgrade of a function made into a module, which has no `self` before it."""
        definition = file.definition(finding.finding.owner or "")
        if definition is not None and isinstance(definition.finding.construct, FunctionDefinition):
            yield definition
        around = function_around(finding, file)
        if around is not None:
            yield around

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return f"Use self.{self.method}('{STREAM}')"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: FunctionCall = finding.finding.construct
        around = function_around(finding, file)
        held = f"{construct.self_name}.{self.method}({file.quoted(STREAM)})"
        said = held if around is None else asked(around.finding.construct, self.method, file)

        def ask(node: cst.CSTNode, done: object) -> cst.CSTNode:
            return cst.parse_expression(said)

        yield Change(construct.span, cst.Call, ask)
