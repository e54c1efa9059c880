"""Parameters by which attention decodes: those that a class hands on, itself or through others, for a cache."""

from __future__ import annotations

from linen_upgrade.meaning.constructs import EvidenceKind
from linen_upgrade.meaning.roles import Roles
from linen_upgrade.meaning.values import Function, ModuleClass, ParameterValue


def takes_cache(value: ParameterValue, roles: Roles) -> bool:
    """Whether what is given for a parameter of a class or of a function reaches attention as its cache."""
    seen, queue = {value}, [value]
    while queue:
        for item in roles.said(queue.pop()):
            if item.kind != EvidenceKind.HANDED_ON:
                continue
            if item.role == "state":
                return True
            if isinstance(item.value, (ModuleClass, Function)) and item.target:
                behind = ParameterValue(item.value.key, item.target)
                if behind not in seen:
                    seen.add(behind)
                    queue.append(behind)
    return False
