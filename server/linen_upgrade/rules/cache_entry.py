"""LIN205: modules that keep their place in the cache of attention; a variable of the collection 'cache' today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade.document import Span
from linen_upgrade.meaning.cache_entries import CacheEntry
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.caches import CACHE
from linen_upgrade.rules.rule import SAFE, Rule, Verdict
from linen_upgrade.rules.setup_plan import setup_plan

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class CacheEntryRule(Rule):
    """`entry = cache.retrieve(None)`, `entry.i` become a variable of the collection 'cache' and its value."""

    code, name = "LIN205", "cache-entry"
    summary = "Place kept in a cache of attention, which is a variable of the module today"
    constructs = (CacheEntry,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """One for each method that keeps its place."""
        yield self.finding(construct, "`nn.attention.Cache` is gone: a module keeps its place in a variable today")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where the class gets a `setup`, beside which variables can't be made."""
        definition = file.definition(finding.finding.owner or "")
        if definition is not None and setup_plan(definition, file).compact != "apply":
            return Applicability.MANUAL, "its class gets a `setup`: make the variable there"
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The class: that it takes a cache could not be told afterwards."""
        definition = file.definition(finding.finding.owner or "")
        return [definition] if definition is not None else []

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return f"Use self.variable('{CACHE}', …)"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: CacheEntry = finding.finding.construct
        zeros, unsigned = (file.names.qualified("jax.numpy", name, "jnp") for name in ("zeros", "uint32"))
        names = f"{file.quoted(CACHE)}, {file.quoted('cache_index')}"
        variable = f"{construct.self_name}.variable({names}, {zeros}, (), {unsigned})"
        for span in (*construct.declared, *construct.retrieved):
            yield Change(span, cst.Call, lambda node, done: cst.parse_expression(variable))
        for span in construct.read:
            yield Change(span, cst.Attribute, _value)
        for span, entry, _ in construct.updated:
            yield _update(span, entry)


def _value(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
    import libcst as cst

    assert isinstance(node, cst.Attribute)
    return node.with_changes(attr=cst.Name("value"))


def _update(span: Span, entry: str) -> Action:
    """`entry.value = …`."""
    import libcst as cst

    def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Expr)
        assert isinstance(node.value, cst.Call)
        replaced = node.value.args[0].value
        assert isinstance(replaced, cst.Call)
        target = cst.AssignTarget(cst.Attribute(cst.Name(entry), cst.Name("value")))
        return cst.Assign([target], replaced.args[0].value)

    return Change(span, cst.Expr, change)
