"""What module classes are called where names are given automatically, before and today."""

from __future__ import annotations

from linen_upgrade import flax_api
from linen_upgrade.meaning.values import ModuleClass, Value, module_classes

UNKNOWN_NAMES = ("", "")
"""Taken by what makes nobody knows what; see `Creation.taken`."""


def is_new(callee: Value) -> bool:
    """Whether it is a module of Linen's that was a function before, and made none (`nn.Dropout`)."""
    modules = list(module_classes(callee))
    return bool(modules) and all(m.builtin and flax_api.module(m.builtin) is None for m in modules)


def names_taken(callee: Value, source: str) -> tuple[str, str] | None:
    """The class names, in flax.nn and today, that count what a call of `callee` makes; `source` is how that is written.

    None for what made no module before.
    Where it may be of several classes, there is no old one, and today's is one that belongs to nothing else.
    """
    if is_new(callee):
        return None
    found = {(old_class_name(module), name_today(module)) for module in module_classes(callee)}
    return found.pop() if len(found) == 1 else ("", f"?{source}")


def linen_name(module: ModuleClass) -> str:
    """The class name that Linen counts by."""
    return module.name.rpartition(".")[2]


def old_class_name(module: ModuleClass) -> str:
    """The class name in old automatic names."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    return builtin.automatic_name if builtin is not None else linen_name(module)


def name_today(module: ModuleClass) -> str:
    """The class name that Linen counts by once the code is upgraded."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    return builtin.new_name if builtin is not None and builtin.renamed_by else linen_name(module)


def snake_case(name: str) -> str:
    """`DenseGeneral` as `dense_general`."""
    out = ""
    for index, letter in enumerate(name):
        if letter.isupper() and index and not name[index - 1].isupper():
            out += "_"
        out += letter.lower()
    return out.strip("_")
