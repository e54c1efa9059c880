"""JAX004: keywords of JAX's functions that are spelled otherwise today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.flax_api import jax_names
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.gone_names import RespelledKeyword
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.jax_names import JaxRule
from linen_upgrade.rules.rule import SAFE, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class JaxRespelledKeyword(JaxRule):
    """`jnp.clip(x, a_min=0)` becomes `jnp.clip(x, min=0)`."""

    code, name = "JAX004", "jax-respelled-keyword"
    summary = "Keyword of a JAX function that is another one today"
    constructs = (RespelledKeyword,)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every such keyword."""
        assert isinstance(construct, RespelledKeyword)
        today = _today(construct)
        said = f"is `{today}` today" if today else "is taken by position only today"
        yield self.finding(construct, f"`{construct.keyword}` of `{construct.path}` {said}")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where an argument would have to move to the front."""
        construct = finding.finding.construct
        if not _today(construct) and not construct.first:
            return Applicability.MANUAL, "write it without the keyword, in front of the others"
        return SAFE

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        today = _today(finding.construct)
        return f"Write {today}=" if today else "Drop the keyword"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        today = _today(finding.finding.construct)

        def respell(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            if today:
                return node.with_changes(keyword=cst.Name(today))
            return node.with_changes(keyword=None, equal=cst.MaybeSentinel.DEFAULT)

        yield Change(finding.finding.construct_span, cst.Arg, respell)


def _today(construct: RespelledKeyword) -> str:
    return jax_names.keywords(construct.path)[construct.keyword]
