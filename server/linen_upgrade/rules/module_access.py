"""How the module of a model can be named where the model is used, now that its parameters are passed alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linen_upgrade.meaning.training_constructs import Nearby
from linen_upgrade.meaning.training_kinds import Model, Optimizer
from linen_upgrade.meaning.values import (
    ModuleClass,
    ModuleInstance,
    Namespace,
    PartialModule,
    Value,
    module_classes,
)
from linen_upgrade.rewriting.context import FileContext


@dataclass(frozen=True)
class Access:
    """The source that names a module; `is_instance`: it is one, else its `apply` alone.

    `takes_fields`: it is a constructor's call without arguments, which can take some.
    """

    text: str
    is_instance: bool
    takes_fields: bool = False

    @property
    def apply(self) -> str:
        """The source of the function that takes variables and inputs."""
        return f"{self.text}.apply" if self.is_instance else self.text


def access(base: Value, nearby: Nearby, file: FileContext) -> Access | None:
    """How a place that can read `nearby` names the module `base`; None where it can't.

    A class that the file knows comes first, then a variable that holds it, then an optimizer that applies it.
    """
    modules = list(module_classes(base))
    if len(modules) != 1:
        return None
    for text, value in (*_bound_in(file, modules[0]), *nearby):
        if isinstance(value, (ModuleClass, PartialModule)) and _same(value, base):
            return Access(f"{text}()", is_instance=True, takes_fields=isinstance(value, ModuleClass))
        if isinstance(value, ModuleInstance) and _same(value.base, base):
            return Access(text, is_instance=True)
    for text, value in nearby:
        if isinstance(value, Optimizer) and isinstance(value.target, Model) and _same(value.target.base, base):
            return Access(f"{text}.apply_fn", is_instance=False)
    return None


def held_access(base: Value, nearby: Nearby) -> Access | None:
    """The same through a TrainState that stands for a model; None where there is none."""
    for text, value in nearby:
        if isinstance(value, Model) and not value.bare and _same(value.base, base):
            return Access(f"{text}.apply_fn", is_instance=False)
    return None


def _bound_in(file: FileContext, module: ModuleClass) -> Iterator[tuple[str, Value]]:
    """The names of the file's top level, and those of files that it imports, that stand for modules of a class."""
    for name, value in file.values.items():
        if isinstance(value, (ModuleClass, PartialModule, ModuleInstance)):
            yield name, value
    for name, value in file.values.items():
        if isinstance(value, Namespace) and value.home in file.code_base.files:
            for inner, held in file.code_base.files[value.home].values.items():
                if isinstance(held, (ModuleClass, PartialModule)):
                    yield f"{name}.{inner}", held


def _same(first: Value, second: Value) -> bool:
    """Whether two are the same module with the same arguments bound at the same place."""
    if isinstance(first, ModuleClass) and isinstance(second, ModuleClass):
        return first.key == second.key and first.builtin == second.builtin
    return first == second
