"""Calls of the classes of old `flax.optim`: definitions of optimizers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import walk
from linen_upgrade.meaning.constructs import Call
from linen_upgrade.meaning.values import OptimizerDef

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite


@dataclass(frozen=True, slots=True)
class OptimizerDefinition(Call):
    """`optim.Adam(…)`; `name` is the bare name of the class, `origin` the place as `OptimizerDef` knows it."""

    name: str
    origin: str
    has_comments: bool
    """Whether comments stand among its arguments."""


def note_optimizer(reader: ExpressionReader, name: str, site: CallSite, origin: str) -> OptimizerDef:
    """Note a call of the optimizer class of that bare name; what it returns."""
    # No class owns it: it can be rewritten with one or without.
    fields = {**site.fields, "owner": None, "function": None, "certain": True}
    reader.constructs.append(
        OptimizerDefinition(**fields, name=name, origin=origin, has_comments=_has_comments(site.node))
    )
    return OptimizerDef(name, origin)


def _has_comments(node: Node) -> bool:
    return any(inner.type == "comment" for inner in walk(node))
