"""What is left of old `flax.optim` in a file: imports, definitions of optimizers, other mentions of its names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import has_comment, is_called
from linen_upgrade.flax_api.optimizers import optimizer
from linen_upgrade.meaning.constructs import Call, Construct, ImportedMember
from linen_upgrade.meaning.gone_names import is_guarded
from linen_upgrade.meaning.scoped_reader import ScopedReader
from linen_upgrade.meaning.training_kinds import OptimizerDef
from linen_upgrade.meaning.values import (
    Imported,
    Value,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite

PACKAGE = "flax.optim"


@dataclass(frozen=True, slots=True)
class OptimizerImport(Construct):
    """A statement that imports `flax.optim`, or names of it."""

    members: tuple[ImportedMember, ...]
    """What it imports of them, each with what that binds; none for `from flax.optim import *`."""
    guarded: bool
    """Whether something else is at hand where it fails."""
    has_comments: bool
    """Whether nothing but comments would be left in it."""


@dataclass(frozen=True, slots=True)
class OptimizerDefinition(Call):
    """`optim.Adam(…)`; `name` is the bare name of the class, `origin` the place as `OptimizerDef` knows it."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class OptimizerName(Construct):
    """A name of `flax.optim` that is read, and not to define an optimizer with it: `optim.DynamicScale`."""

    path: str
    is_attribute: bool
    is_base: bool
    """Whether a class inherits from it."""


def is_of_optim(path: str) -> bool:
    """Whether a canonical path leads to `flax.optim` or to something in it."""
    return path == PACKAGE or path.startswith(f"{PACKAGE}.")


def note_optimizer_import(
    reader: ScopedReader, statement: Node, token: Node, members: Sequence[ImportedMember], star: bool = False
) -> None:
    """Note an import statement, if it imports anything of `flax.optim`."""
    ours = tuple(member for member in members if is_of_optim(member.path))
    if ours or star:
        fields = reader.standing(token, statement, owned=False)
        left = len(statement.children_by_field_name("name")) - len(ours)
        comments, guarded = not left and has_comment(statement), is_guarded(statement)
        reader.constructs.append(OptimizerImport(**fields, members=ours, guarded=guarded, has_comments=comments))


def note_optimizer(reader: ExpressionReader, name: str, site: CallSite, origin: str) -> OptimizerDef:
    """Note a call of the optimizer class of that bare name; what it returns."""
    # No class owns it: it can be rewritten with one or without.
    fields = {**site.fields, "owner": None, "function": None, "certain": True}
    reader.constructs.append(OptimizerDefinition(**fields, name=name, origin=origin))
    return OptimizerDef(name, origin)


def note_optimizer_name(reader: ScopedReader, node: Node, name: Node, value: Value) -> None:
    """Note a mention; `name` is the last part of the expression `node`."""
    path = value.path if isinstance(value, Imported) else ""
    known = flax_api.name(path) if is_of_optim(path) else None
    if known is None or known.kind == "namespace" or (is_called(node) and optimizer(path.rpartition(".")[2])):
        return
    around = node.parent.parent if node.parent is not None and node.parent.type == "argument_list" else None
    is_base = around is not None and around.type == "class_definition"
    is_attribute = node.type == "attribute"
    fields = reader.standing(name, node, owned=False)
    reader.constructs.append(OptimizerName(**fields, path=path, is_attribute=is_attribute, is_base=is_base))
