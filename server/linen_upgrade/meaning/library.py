"""Names of libraries as values: module classes of both worlds, initialisers, and everything else by its path."""

from __future__ import annotations

from functools import lru_cache

from linen_upgrade import flax_api
from linen_upgrade.flax_api import jax_names
from linen_upgrade.meaning.arrays import INITIALIZER_PACKAGES, KEYLESS_INITIALIZERS
from linen_upgrade.meaning.values import Imported, Initializer, ModuleClass, Parameter, ParameterKind, Value


@lru_cache(maxsize=4096)
def imported(path: str) -> Value:
    """What a dotted path of another package is."""
    path = jax_names.today(_flat(flax_api.canonical(path)))
    package, _, name = path.rpartition(".")
    rest = path.removeprefix("flax.linen.")
    if rest != path and not flax_api.linen_has(rest) and flax_api.name(f"flax.nn.{rest}") is not None:
        path = f"flax.nn.{rest}"
        package = path.rpartition(".")[0]
    if package in ("flax.nn", "flax.linen"):
        builtin = flax_api.module(name) or flax_api.renamed_module(name)
        if builtin is not None:
            return builtin_class(builtin.name, pre_linen=package == "flax.nn")
        # A half-migrated file may ask for what only Linen has while its import is still the old one.
        is_old_name = package == "flax.nn" and flax_api.name(path) is not None
        if not is_old_name and flax_api.linen_module(name) is not None:
            return linen_class(name)
    if path.startswith(INITIALIZER_PACKAGES) and name in ("zeros", "ones"):
        return Initializer(KEYLESS_INITIALIZERS[name])
    return Imported(path)


def _flat(path: str) -> str:
    """`flax.linen.linear.Dense` as `flax.linen.Dense`."""
    package, _, name = path.rpartition(".")
    outer, _, submodule = package.rpartition(".")
    inside = outer == "flax.linen" and submodule in flax_api.linen_submodules() and submodule != "initializers"
    return f"flax.linen.{name}" if inside and flax_api.linen_has(name) else path


@lru_cache(maxsize=1024)
def builtin_class(name: str, pre_linen: bool) -> ModuleClass:
    """The library module of old name `name`, with its old parameters."""
    builtin = flax_api.module(name)
    if builtin is None:
        return linen_class(name)
    parameters = tuple(
        Parameter(p.name, ParameterKind.POSITIONAL, None if p.required else p.default or "None")
        for p in builtin.parameters
    )
    return ModuleClass(name, builtin=name, pre_linen=pre_linen, parameters=parameters)


def linen_class(name: str) -> ModuleClass:
    """A library module that only Linen has."""
    return ModuleClass(name, builtin=name, pre_linen=False)
