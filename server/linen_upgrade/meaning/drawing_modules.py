"""Which modules may draw keys where they run: told by old code and by Linen's alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linen_upgrade.meaning.training_kinds import Model
from linen_upgrade.meaning.values import (
    Either,
    Function,
    Literal,
    MaybeModule,
    ModuleClass,
    ModuleInstance,
    ParameterValue,
    PartialModule,
    SharedModule,
    Value,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.scoped_reader import ScopedReader

_DRAWING = frozenset({"Dropout", "MultiHeadDotProductAttention", "SelfAttention", "MultiHeadAttention"})
"""Library modules that draw where they drop something."""


def draws_inside(key: str) -> str:
    """Under which fact it is kept that a class or a function, by its key, may draw where it runs."""
    return f"{key} draws inside"


class DrawingNotes:
    """Collects what the statement that is being read tells of its classes and functions together."""

    def __init__(self, reader: ScopedReader) -> None:
        self._reader = reader
        self._defined: list[str] = []
        self._draws = False

    @property
    def facts(self) -> list[tuple[str, Value]]:
        """What was noted so far."""
        return [(draws_inside(key), Literal("bool")) for key in self._defined] if self._draws else []

    def defined(self, key: str) -> None:
        """A class or a function is defined."""
        self._defined.append(key)

    def drawn(self) -> None:
        """A key is drawn, or it is asked whether there are any."""
        self._draws = True

    def called(self, callee: Value) -> None:
        """Something is called or shared: a module perhaps, or a function."""
        self._draws = self._draws or self.may_draw(callee)

    def may_draw(self, callee: Value) -> bool:
        """Whether what is called draws, or may do so since nobody knows which module it is."""
        if isinstance(callee, Either):
            return any(map(self.may_draw, callee.options))
        if isinstance(callee, (PartialModule, SharedModule, ModuleInstance, Model)):
            return self.may_draw(callee.base)
        if isinstance(callee, Function):
            return self._is_drawing(callee.key)
        if not isinstance(callee, ModuleClass):
            return isinstance(callee, (ParameterValue, MaybeModule))
        if callee.builtin is not None:
            return callee.builtin in _DRAWING
        return any(map(self._is_drawing, (callee.key, *callee.ancestry)))

    def _is_drawing(self, key: str) -> bool:
        return self._reader.module.fact(draws_inside(key)) is not None
