"""What keeps a state: told by old code and by Linen's alike, so that an upgrade of one class tells others no less."""

from __future__ import annotations

from dataclasses import dataclass

from linen_upgrade.meaning.values import Value, module_classes

KEEPERS = frozenset({"BatchNorm"})
"""Library modules that keep statistics; what attention caches is its caller's."""


@dataclass(frozen=True, slots=True)
class StateFacts:
    """What one top-level statement tells of states: of its classes and functions together."""

    defines: tuple[str, ...] = ()
    """The keys of the classes in it."""
    calls: tuple[str, ...] = ()
    """The keys of the code base's own module classes that it makes or calls, and of their bases."""
    keeps: bool = False
    """Whether it keeps a state, or makes a module of the library that does."""


class StateNotes:
    """Collects the facts of the statement that is being read."""

    def __init__(self) -> None:
        self._defined: set[str] = set()
        self._called: set[str] = set()
        self._keeps = False

    @property
    def facts(self) -> StateFacts:
        """What was noted so far."""
        return StateFacts(tuple(sorted(self._defined)), tuple(sorted(self._called)), self._keeps)

    def defined(self, key: str) -> None:
        """A class is defined."""
        self._defined.add(key)

    def called(self, callee: Value) -> None:
        """Something is called or shared: a module perhaps."""
        for module in module_classes(callee):
            if module.builtin is None:
                self._called.update((module.key, *module.ancestry))
            elif module.builtin in KEEPERS:
                self._keeps = True

    def kept(self) -> None:
        """A state is declared."""
        self._keeps = True
