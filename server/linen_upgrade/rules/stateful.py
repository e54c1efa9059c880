"""Which modules keep a state, themselves or in a submodule."""

from __future__ import annotations

from linen_upgrade.meaning.constructs import ModuleCall, SharedModuleCall
from linen_upgrade.meaning.creations import STATE
from linen_upgrade.meaning.values import ModuleClass, module_classes
from linen_upgrade.rewriting.context import FileContext

_LIBRARY = ("BatchNorm",)
"""Library modules that keep statistics; what attention caches is its caller's."""


def keeps_state(module: ModuleClass, file: FileContext, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a module, or one that its methods make, keeps a state."""
    if module.builtin is not None:
        return module.builtin in _LIBRARY
    if module.key in seen:
        return False
    for definition in file.bases_of(module):
        methods = definition.finding.construct.methods
        if any(c.what == "state" or c.class_name in (*_LIBRARY, STATE) for facts in methods for c in facts.creations):
            return True
        home = file.code_base.files[definition.home]
        for found in home.inside(definition.finding.construct.module.name):
            construct = found.finding.construct
            if isinstance(construct, (ModuleCall, SharedModuleCall)) and any(
                keeps_state(other, home, seen | {module.key}) for other in module_classes(construct.callee)
            ):
                return True
    return False
