"""LIN302: `nn.stochastic`, whose key is handed to `apply` today."""

from __future__ import annotations

from linen_upgrade.rules.training_contexts import ContextRule


class StochasticContext(ContextRule):
    """`with nn.stochastic(key): y = model(x)` becomes `y = CNN().apply(…, rngs={'dropout': key})`."""

    code, name = "LIN302", "stochastic-context"
    summary = "Key handed over by nn.stochastic, which apply takes today"
    kind = "stochastic"
    message = "`nn.stochastic` is gone: `apply` takes the keys that a module draws from"
