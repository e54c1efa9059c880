"""LIN302: `nn.stochastic`, whose key is handed to `apply` today, and to the functions that drew from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.keyed_functions import KeyedCall, KeyedFunction
from linen_upgrade.meaning.training_constructs import Context
from linen_upgrade.rewriting.actions import Action
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Finding, LocatedFinding
from linen_upgrade.rules.keyed_functions import handed_keys, keyed_verdict, with_keys
from linen_upgrade.rules.rule import Verdict
from linen_upgrade.rules.training_contexts import ContextRule, draws_of


class StochasticContext(ContextRule):
    """`with nn.stochastic(key): y = model(x)` becomes `y = CNN().apply(…, rngs={'dropout': key})`."""

    code, name = "LIN302", "stochastic-context"
    summary = "Key handed over by nn.stochastic, which apply takes today"
    kind = "stochastic"
    message = "`nn.stochastic` is gone: `apply` takes the keys that a module draws from"
    constructs = (Context, KeyedFunction, KeyedCall)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """See `ContextRule.detect`; also the functions that draw from a context around their calls, and these calls."""
        if isinstance(construct, (KeyedFunction, KeyedCall)):
            yield self.finding(construct, "this function has to be handed today what it draws from")
        else:
            yield from super().detect(construct)

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """See `ContextRule.verdict_on_form`."""
        if isinstance(finding.finding.construct, Context):
            return super().verdict_on_form(finding, file)
        return keyed_verdict(finding, file)

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """See `Rule.carries`; also the keys that are drawn from it outside of any module."""
        yield from super().carries(finding, file)
        yield from draws_of(finding, file)

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        construct = finding.finding.construct
        if isinstance(construct, KeyedFunction):
            yield from with_keys(finding, file)
        elif isinstance(construct, KeyedCall):
            yield from handed_keys(finding, file)
        else:
            yield from super().rewrite(finding, file)
