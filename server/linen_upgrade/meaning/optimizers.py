"""Calls of the classes of old `flax.optim`: definitions of optimizers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import walk
from linen_upgrade.flax_api.optimizers import optimizer
from linen_upgrade.meaning.constructs import Call

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite

PACKAGE = "flax.optim"


@dataclass(frozen=True, slots=True)
class OptimizerDefinition(Call):
    """`optim.Adam(…)`; `name` is the bare name of the class."""

    name: str
    has_comments: bool
    """Whether comments stand among its arguments."""


def note_optimizer(reader: ExpressionReader, path: str, site: CallSite) -> None:
    """Note a call of an optimizer class."""
    package, _, name = path.rpartition(".")
    if package == PACKAGE and optimizer(name) is not None:
        # No class owns it: it can be rewritten with one or without.
        fields = {**site.fields, "owner": None, "function": None, "certain": True}
        reader.constructs.append(OptimizerDefinition(**fields, name=name, has_comments=_has_comments(site.node)))


def _has_comments(node: Node) -> bool:
    return any(inner.type == "comment" for inner in walk(node))
