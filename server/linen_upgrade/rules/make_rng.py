"""LIN301: `nn.make_rng`, which a module asks of itself today."""

from __future__ import annotations

from linen_upgrade.rules.module_function import ModuleFunction


class MakeRng(ModuleFunction):
    """`nn.make_rng()` becomes `self.make_rng('dropout')`."""

    code, name = "LIN301", "make-rng"
    summary = "PRNG key drawn with nn.make_rng"
    path, method = "flax.nn.make_rng", "make_rng"
