"""LIN304: `nn.is_stochastic`, which a module asks of itself today."""

from __future__ import annotations

from linen_upgrade.rules.module_function import ModuleFunction


class IsStochastic(ModuleFunction):
    """`nn.is_stochastic()` becomes `self.has_rng('dropout')`."""

    code, name = "LIN304", "is-stochastic"
    summary = "Question for randomness with nn.is_stochastic"
    path, method = "flax.nn.is_stochastic", "has_rng"
