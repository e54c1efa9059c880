"""TrainStates, which stand for optimizers, and for models whose class isn't at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rules.layout import with_keyword

if TYPE_CHECKING:
    import libcst as cst


def state_class(file: FileContext) -> str:
    """How the file names TrainState: with its module, since scripts have classes of that name themselves."""
    return f"{file.names.submodule('flax.training', 'train_state')}.TrainState"


def state_of(name: str, apply: cst.BaseExpression, params: cst.BaseExpression, tx: cst.BaseExpression) -> cst.Call:
    """`TrainState.create(apply_fn=…, params=…, tx=…)`, where `name` is how the file names that class."""
    import libcst as cst

    parts = (("apply_fn", apply), ("params", params), ("tx", tx))
    return cst.Call(cst.parse_expression(f"{name}.create"), args=[with_keyword(cst.Arg(v), key) for key, v in parts])
