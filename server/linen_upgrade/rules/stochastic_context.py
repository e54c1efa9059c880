"""LIN302: `nn.stochastic`, whose key is handed to `apply` today."""

from __future__ import annotations

from collections.abc import Iterable

from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.training_contexts import ContextRule, draws_of


class StochasticContext(ContextRule):
    """`with nn.stochastic(key): y = model(x)` becomes `y = CNN().apply(…, rngs={'dropout': key})`."""

    code, name = "LIN302", "stochastic-context"
    summary = "Key handed over by nn.stochastic, which apply takes today"
    kind = "stochastic"
    message = "`nn.stochastic` is gone: `apply` takes the keys that a module draws from"

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """See `Rule.carries`; also the keys that are drawn from it outside of any module."""
        yield from super().carries(finding, file)
        yield from draws_of(finding, file)
