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
    if builtin is None or flax_api.linen_has(builtin.name) or reader.text(name) != builtin.name:
        return
    reader.constructs.append(
        RenamedName(
            token=reader.span(name),
            span=reader.span(node),
            owner=reader.owner(),
            function=None,
            certain=True,
            name=builtin.name,
            new_name=builtin.new_name,
        )
    )


def is_cell(module: ModuleClass) -> bool:
    """Whether it is a recurrent cell of the library, whose `initialize_carry` belongs to an instance today."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    return builtin is not None and builtin.renamed_by == CELLS
