"""How the module of a model can be named where the model is used, now that its parameters are passed alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linen_upgrade.meaning.bound_once import is_bound_once
from linen_upgrade.meaning.training_constructs import Nearby
from linen_upgrade.meaning.training_kinds import Model, Optimizer
from linen_upgrade.meaning.values import (
    MADE_BY_CALLS,
    Either,
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
    def is_class(self) -> bool:
        """Whether it calls a class, or a partial of one."""
        return self.text.endswith("()")

    @property
    def maker(self) -> str:
        """The source of that class or partial."""
        return self.text.removesuffix("()")

    @property
    def apply(self) -> str:
        """The source of the function that takes variables and inputs."""
        return f"{self.text}.apply" if self.is_instance else self.text


def access(base: Value, nearby: Nearby, file: FileContext, holder: str = "") -> Access | None:
    """How a place that can read `nearby` names the module `base`; None where it can't.

    A class that the file knows comes first, then a variable that holds it, then the optimizer that the model is the
    target of (`holder`), then another one that applies it.
    """
    through = Access(f"{holder}.apply_fn", is_instance=False) if holder and any(module_classes(base)) else None
    if not can_be_made(base) or not _is_told_apart(base):
        return through
    hidden = {text for text, _ in nearby}
    bound = [item for item in _bound_in(file) if item[0].partition(".")[0] not in hidden]
    found = [item for item in (_through_module(text, value, base) for text, value in (*bound, *nearby)) if item]
    # One place of the source may make many modules, which differ in what they are given there.
    if found and (isinstance(base, ModuleClass) or len(found) == 1):
        return found[0]
    if through is not None or not isinstance(base, ModuleClass):
        return through
    return _only([(text, value.target) for text, value in nearby if isinstance(value, Optimizer)], base)


def can_be_made(base: Value) -> bool:
    """Whether `…()` makes a module of it: of a class, a partial, or whichever of several of these it is."""
    if isinstance(base, Either):
        return all(isinstance(option, (ModuleClass, PartialModule)) and can_be_made(option) for option in base.options)
    if isinstance(base, PartialModule):
        return can_be_made(base.base)
    return len(list(module_classes(base))) == 1


def _is_told_apart(base: Value) -> bool:
    """Whether the same value is the same module: an entry of a dictionary, say, is another one for another key."""
    if not isinstance(base, Either) or base.of:
        return True
    return all(isinstance(option, PartialModule) and MADE_BY_CALLS in option.origin for option in base.options)


def _through_module(text: str, value: Value, base: Value) -> Access | None:
    if isinstance(value, (ModuleClass, PartialModule, Either)) and _same(value, base):
        return Access(f"{text}()", is_instance=True, takes_fields=isinstance(value, ModuleClass))
    if isinstance(value, ModuleInstance) and _same(value.base, base):
        return Access(text, is_instance=True)
    return None


def held_access(base: Value, nearby: Nearby) -> Access | None:
    """The same through a TrainState that stands for a model; None where there is none."""
    # Two models of one partial may differ in what the partial was given.
    return _only(nearby, base) if isinstance(base, ModuleClass) else None


def _only(holders: Iterable[tuple[str, Value]], base: ModuleClass) -> Access | None:
    """A name among those that stand for a TrainState by which the module can be applied."""
    found = [text for text, held in holders if isinstance(held, Model) and not held.bare and _same(held.base, base)]
    return Access(f"{found[0]}.apply_fn", is_instance=False) if found else None


def _bound_in(file: FileContext) -> Iterator[tuple[str, Value]]:
    """The names of the file's top level, and those of files that it imports, that stand for modules."""
    for name, value in file.values.items():
        is_made = isinstance(value, (PartialModule, ModuleInstance, Either))
        root = file.document.tree.root_node
        if isinstance(value, ModuleClass) or (is_made and is_bound_once(name, root)):
            yield name, value
    for name, value in file.values.items():
        if isinstance(value, Namespace) and value.home in file.code_base.files:
            for inner, held in file.code_base.files[value.home].values.items():
                if isinstance(held, ModuleClass):
                    yield f"{name}.{inner}", held


def _same(first: Value, second: Value) -> bool:
    """Whether two are the same module with the same arguments bound at the same place."""
    if isinstance(first, ModuleClass) and isinstance(second, ModuleClass):
        return first.key == second.key and first.builtin == second.builtin
    return first == second
