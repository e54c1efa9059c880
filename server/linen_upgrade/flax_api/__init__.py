"""Facts about old `flax.nn` and `flax.optim` (0.3.4) and about today's Linen and optax, as data.

The facts lie in `data/*.json`; each file is read when something in it is first asked for, and each record is built
once. Unknown names are answered with None (or False, or unchanged), never with an exception.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from linen_upgrade.flax_api.files import facts
from linen_upgrade.flax_api.records import (
    BuiltinModule,
    LinenModule,
    OldName,
    Parameter,
    Role,
    Takes,
)

__all__ = [
    "HALF_PRECISION",
    "RESERVED_NAMES",
    "BuiltinModule",
    "LinenModule",
    "OldName",
    "Parameter",
    "Role",
    "Takes",
    "before",
    "canonical",
    "function",
    "guide_url",
    "has_today",
    "is_private",
    "linen_has",
    "linen_module",
    "linen_submodules",
    "module",
    "modules",
    "name",
    "names",
    "old_submodules",
    "public_names",
    "renamed_module",
    "submodule_today",
]


RESERVED_NAMES: frozenset[str] = frozenset(facts("linen")["reserved_names"])
"""Attributes that a Linen module instance owns: no field may take one of these names."""


HALF_PRECISION: frozenset[str] = frozenset(facts("modules")["half_precision"])
"""Names of the types of 16 bits."""


@cache
def module(name: str) -> BuiltinModule | None:
    """The module class of old `flax.nn` with this bare name ('Dense'), or None."""
    return _builtin(name, facts("modules")["modules"].get(name))


@cache
def renamed_module(name: str) -> BuiltinModule | None:
    """The module class of old `flax.nn` that is called `name` today and was not before ('ConvLSTMCell'), or None."""
    known = facts("modules")["modules"]
    found = (old for old, fact in known.items() if fact["new_name"] == name and name not in known)
    return module(next(found, ""))


@cache
def function(name: str) -> BuiltinModule | None:
    """The function of old `flax.nn` with this bare name whose arguments changed ('dropout'), or None."""
    return _builtin(name, facts("modules")["functions"].get(name))


def modules() -> tuple[str, ...]:
    """Bare names of all module classes of old `flax.nn`."""
    return tuple(facts("modules")["modules"])


def _builtin(name: str, fact: dict[str, Any] | None) -> BuiltinModule | None:
    if fact is None:
        return None
    parameters = tuple(
        Parameter(
            **{**parameter, **{key: tuple(parameter.get(key, ())) for key in ("same_as_default", "exact_values")}}
        )
        for parameter in fact["parameters"]
    )
    return BuiltinModule(
        name=name,
        new_name=fact["new_name"],
        today=fact["today"],
        parameters=parameters,
        inputs=tuple(parameter.name for parameter in parameters if parameter.role in ("input", "mask")),
        new_inputs=tuple(fact["new_inputs"]),
        new_fields=tuple(fact["new_fields"]),
        positional_fields=tuple(fact["positional_fields"]),
        renamed_by=fact.get("renamed_by"),
        needs_features=fact.get("needs_features", False),
        automatic_name=fact.get("automatic_name", name),
        parameter_tree=tuple(fact.get("parameter_tree", {}).items()),
        note=fact["note"],
        proof=fact["proof"],
    )


@cache
def name(path: str) -> OldName | None:
    """The old name at a dotted path in any of its spellings ('flax.nn.dropout', 'flax.nn.linear.Dense'), or None.

    Members are found on the classes that inherit them too: 'flax.nn.Dense.partial', 'flax.optim.Adam.create'.
    """
    path = canonical(path)
    known = facts("names")["names"]
    fact = known.get(path)
    if fact is None:
        owner, _, member = path.rpartition(".")
        base = facts("names")["bases"].get(known.get(owner, {}).get("kind"))
        inherited = f"{base}.{member}" if base else None
        return name(inherited) if inherited in known and inherited != path else None
    return OldName(
        path=path,
        kind=fact["kind"],
        signature=fact["signature"],
        replacement=fact["replacement"],
        same_numbers=fact["same_numbers"],
        note=fact["note"],
        rules=tuple(fact["rules"]),
        in_linen=fact["in_linen"],
        proof=fact["proof"],
        largest_difference=fact.get("largest_difference"),
    )


def names() -> tuple[str, ...]:
    """Canonical paths of all old names."""
    return tuple(facts("names")["names"])


@cache
def public_names() -> tuple[str, ...]:
    """What `from flax.nn import *` binds."""
    return tuple(path.rpartition(".")[2] for path in names() if path.rpartition(".")[0] == "flax.nn")


@lru_cache(maxsize=4096)
def canonical(path: str) -> str:
    """The one spelling of an old name: 'flax.deprecated.nn.linear.Dense' is 'flax.nn.Dense'.

    Names that a submodule only imports from a sibling come back under the sibling's name ('flax.nn.attention.zeros'
    is 'flax.nn.initializers.zeros'). Any other path comes back unchanged.
    """
    parts = path.split(".")
    if parts[:3] == ["flax", "deprecated", "nn"]:
        del parts[1]
    if parts[:2] not in (["flax", "nn"], ["flax", "optim"]):
        return path
    aliases: dict[str, dict[str, str]] = facts("names")["submodules"]
    while len(parts) > 3:
        target = aliases.get(".".join(parts[:3]), {}).get(parts[3])
        if target is None:
            break
        parts = [*target.split("."), *parts[4:]]
    return ".".join(parts)


@cache
def _linen_names() -> frozenset[str]:
    linen = facts("linen")
    inner = (f"{package}.{name}" for package, names in linen["submodule_names"].items() for name in names)
    return frozenset([*linen["names"], *inner, *(f"Module.{member}" for member in linen["module_members"])])


@cache
def _packages_before() -> dict[str, str]:
    today: dict[str, str | None] = facts("names")["submodules_today"]
    return {"flax.linen": "flax.nn"} | {f"flax.linen.{name}": path for path, name in today.items() if name is not None}


def before(path: str) -> str:
    """Where a name of `flax.linen` was in old Flax: 'flax.linen.module.Module' was 'flax.nn.base.Module'.

    A switched import changes the package, not what the code below it means. Any other path comes back unchanged.
    """
    package, _, bare = path.rpartition(".")
    return f"{_packages_before()[package]}.{bare}" if package in _packages_before() else path


def linen_has(name: str) -> bool:
    """Whether `flax.linen` has this name today: 'Dense', 'initializers.zeros', 'Module.param'."""
    return name in _linen_names()


def has_today(path: str) -> bool:
    """Whether `flax.linen` has in the same place what old Flax had at a path: 'flax.nn.linear.default_kernel_init'."""
    package, _, bare = path.rpartition(".")
    submodule = submodule_today(package)
    return linen_has(f"{submodule}.{bare}" if submodule is not None else path.removeprefix("flax.nn."))


def is_private(path: str) -> bool:
    """Whether a path leads to something of old `flax.nn` that neither its public names nor today's Linen have."""
    package = path.rpartition(".")[0]
    is_old = package == "flax.nn" or package in old_submodules()
    return is_old and path not in old_submodules() and name(path) is None and not has_today(path)


@cache
def linen_submodules() -> frozenset[str]:
    """Names of `flax.linen` that are Python modules, so that calling one ('module', 'stochastic') is old code."""
    return frozenset(facts("linen")["submodules"])


@cache
def submodule_today(path: str) -> str | None:
    """What the submodule of `flax.nn` at that path is called in `flax.linen`; None if that has none in its place."""
    found: str | None = facts("names")["submodules_today"].get(path)
    return found


@cache
def old_submodules() -> tuple[str, ...]:
    """The paths of the submodules of `flax.nn`."""
    return tuple(facts("names")["submodules_today"])


@cache
def linen_module(name: str) -> LinenModule | None:
    """The module class of today's `flax.linen` with this bare name, or with the old one's name today, or None."""
    old, known = module(name), facts("linen")["modules"]
    if name not in known and old is not None:
        name = old.new_name
    fact = known.get(name)
    if fact is None:
        return None
    return LinenModule(name, tuple(fact["fields"]), tuple(fact["required"]), tuple(fact["call"]))


def guide_url(code: str) -> str:
    """The section of the official upgrade guides that covers a rule, by its code ('LIN103').

    Codes without a section of their own get their family's; unknown ones the start of the Linen guide.
    """
    guides = facts("guides")
    sections: dict[str, str] = guides["sections"]
    guide, _, anchor = (sections.get(code) or sections.get(code[:4]) or "linen").partition("#")
    return f"{guides['pages'][guide]}#{anchor}" if anchor else str(guides["pages"][guide])
