"""Library classes that have another name or another protocol today."""

from __future__ import annotations

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.meaning.constructs import RenamedName
from linen_upgrade.meaning.scoped_reader import ScopedReader
from linen_upgrade.meaning.values import ModuleClass, Value

CELLS = "LIN110"
"""The rule that knows recurrent cells."""


def note_moved_name(reader: ScopedReader, node: Node, name: Node, value: Value) -> None:
    """Note `nn.ConvLSTM`, a class that Linen has under another name; `name` is what stands behind the dot."""
    if not isinstance(value, ModuleClass) or value.builtin is None or not value.pre_linen:
        return
    builtin = flax_api.module(value.builtin)
    if builtin is not None and not flax_api.linen_has(builtin.name) and reader.text(name) == builtin.name:
        _note(reader, node, name, builtin.name, builtin.new_name, 1)


def note_moved_path(reader: ScopedReader, node: Node, name: Node, path: str) -> None:
    """Note `nn.base.Module`, a name behind a submodule that Linen lacks; `path` is what stands before the last dot."""
    held, text = node.child_by_field_name("object"), reader.text(name)
    if path not in flax_api.old_submodules() or held is None or held.type != "attribute":
        return
    submodule = flax_api.submodule_today(path)
    stays = submodule == path.rpartition(".")[2] and flax_api.linen_has(f"{submodule}.{text}")
    if not stays and flax_api.linen_has(text):
        _note(reader, node, name, f"{path.rpartition('.')[2]}.{text}", text, 2)


def _note(reader: ScopedReader, node: Node, name: Node, old: str, new: str, parts: int) -> None:
    reader.constructs.append(
        RenamedName(
            token=reader.span(name),
            span=reader.span(node),
            owner=reader.owner(),
            function=None,
            certain=True,
            name=old,
            new_name=new,
            parts=parts,
        )
    )


def is_cell(module: ModuleClass) -> bool:
    """Whether it is a recurrent cell of the library, whose `initialize_carry` belongs to an instance today."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    return builtin is not None and builtin.renamed_by == CELLS


def needs_features(module: ModuleClass) -> bool:
    """Whether it is a cell that wants the size of its carry today."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    return builtin is not None and builtin.needs_features
