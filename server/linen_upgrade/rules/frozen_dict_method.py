"""JAX006: methods of a FrozenDict, asked of Linen's variables, which are plain dictionaries today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.frozen_methods import FrozenMethod
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.jax_names import JaxRule
from linen_upgrade.rules.rule import SAFE, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class FrozenDictMethod(JaxRule):
    """`state, params = variables.pop('params')` becomes `state, params = flax.core.pop(variables, 'params')`."""

    code, name = "JAX006", "frozen-dict-method"
    summary = "Method of a FrozenDict, which Linen's variables are no longer"
    constructs = (FrozenMethod,)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every such call."""
        assert isinstance(construct, FrozenMethod)
        other = "gives the value alone" if construct.name == "pop" else "is not there, or takes no argument"
        said = f"`{construct.name}` of a FrozenDict: Linen's variables are plain dictionaries today, where it {other}"
        yield self.finding(construct, said)

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Unsafe where it may be `pop` of a dictionary that holds a pair."""
        construct: FrozenMethod = finding.finding.construct
        if construct.is_known:
            return SAFE
        return Applicability.UNSAFE, "it may be a plain dictionary that holds a pair"

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return f"Write flax.core.{finding.construct.name}(…)"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: FrozenMethod = finding.finding.construct
        function = file.names.dotted("flax.core", construct.name)

        def rewrite(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            assert isinstance(node.func, cst.Attribute)
            receiver = cst.Arg(node.func.value)
            return node.with_changes(func=cst.parse_expression(function), args=[receiver, *node.args])

        yield Change(construct.span, cst.Call, rewrite)
