"""Restored checkpoints: what of a pre-Linen module is about to be filled with what was stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.meaning.constructs import Call
from linen_upgrade.meaning.training_kinds import Model, OldParameters, Optimizer
from linen_upgrade.meaning.values import (
    Literal,
    ModuleClass,
    module_classes,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite

RESTORING = {
    "flax.training.checkpoints.restore_checkpoint": 1,
    "flax.serialization.from_state_dict": 0,
    "flax.serialization.from_bytes": 0,
}
"""Functions that fill their argument `target`, which comes at that position, with what was stored."""


@dataclass(frozen=True, slots=True)
class RestoreCall(Call):
    """A checkpoint restored into the parameters of a pre-Linen class, alone or with a model or optimizer around."""

    path: str
    callee: ModuleClass
    """The class."""


def is_read_raw(path: str, site: CallSite) -> bool:
    """Whether a call gives what was stored as it is, as nothing says what it is for."""
    if path == "flax.training.checkpoints.restore_checkpoint":
        plain = [argument for argument in site.arguments if not argument.keyword]
        by_name = [argument for argument in site.arguments if argument.keyword == "target"]
        return any(argument.value == Literal("None") for argument in (*by_name, *plain[RESTORING[path] :][:1]))
    return path == "flax.serialization.msgpack_restore"


def note_restored(reader: ExpressionReader, path: str, site: CallSite) -> None:
    """Note a call that restores, if what it fills is of one pre-Linen class of our own."""
    plain = [node for argument, node in site.passed if not argument.keyword and not argument.star]
    by_name = [node.child_by_field_name("value") for a, node in site.passed if a.keyword == "target"]
    target = by_name[0] if by_name else plain[RESTORING[path]] if len(plain) > RESTORING[path] else None
    found = _classes(reader, target) if target is not None else []
    if len({module.key for module in found}) == 1:
        reader.constructs.append(RestoreCall(**{**site.fields, "certain": True}, path=path, callee=found[0]))


def _classes(reader: ExpressionReader, target: Node) -> list[ModuleClass]:
    """The own pre-Linen classes whose parameters a target holds: it may be several things in a tuple or dictionary."""
    if target.type in ("tuple", "list", "dictionary", "pair"):
        parts = target.named_children if target.type != "pair" else [target.child_by_field_name("value")]
        return [found for part in parts if part is not None for found in _classes(reader, part)]
    value = reader.quietly(target)
    value = value.target if isinstance(value, Optimizer) else value
    if not isinstance(value, (Model, OldParameters)):
        return []
    return [module for module in module_classes(value.base) if module.builtin is None and module.pre_linen]
