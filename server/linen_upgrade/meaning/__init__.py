"""What code means in pre-Linen terms. Asks nothing but a syntax tree and the facts of `flax_api`."""

from linen_upgrade.meaning.interpreter import StatementMeaning, StatementReader
from linen_upgrade.meaning.module_facts import module_facts, tells_of_modules
from linen_upgrade.meaning.role import Role, Signature
from linen_upgrade.meaning.roles import Roles
from linen_upgrade.meaning.scope import ModuleScope

__all__ = [
    "ModuleScope",
    "Role",
    "Roles",
    "Signature",
    "StatementMeaning",
    "StatementReader",
    "module_facts",
    "tells_of_modules",
]
