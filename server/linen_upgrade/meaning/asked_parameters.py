"""Questions about parameters of functions that only callers can answer: asked where the function stands, by facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.meaning.constructs import Argument
from linen_upgrade.meaning.scope import called
from linen_upgrade.meaning.values import Container, Literal, ParameterValue

if TYPE_CHECKING:
    from linen_upgrade.meaning.scoped_reader import ScopedReader

Named = Iterable[tuple[str, Argument, Node]]
"""The arguments of a call, each with the name of the parameter that it reaches, and its node."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of parameters, in a word, and what can be answered."""

    about: str
    answers: tuple[str, ...]

    def ask(self, reader: ScopedReader, function: str, names: Iterable[str]) -> None:
        """Ask all callers of a function, by its key, about some of its parameters."""
        told = Container("object", tuple((name, Literal("bool")) for name in names))
        reader.results.append((self._asked(function), told))

    def asked(self, reader: ScopedReader, function: str) -> Collection[str]:
        """The parameters of a function that it is asked about."""
        told = reader.module.fact(self._asked(function))
        return [name for name, _ in told.entries] if isinstance(told, Container) else []

    def answer(self, reader: ScopedReader, parameter: ParameterValue, answer: str) -> None:
        """Note what a caller, or the default, hands to a parameter."""
        reader.results.append((self._answered(parameter, answer), Literal("bool")))

    def answered(self, reader: ScopedReader, parameter: ParameterValue) -> list[str]:
        """What callers that are seen hand to a parameter."""
        fact = reader.module.fact
        return [answer for answer in self.answers if fact(self._answered(parameter, answer)) is not None]

    def settled(self, reader: ScopedReader, parameter: ParameterValue) -> str:
        """What all callers hand to a parameter; '' where they differ, or may not all be seen."""
        found = self.answered(reader, parameter)
        return found[0] if len(found) == 1 and reader.module.fact(called(parameter.owner)) == Literal("bool") else ""

    def _asked(self, function: str) -> str:
        return f"{function} asks for {self.about}"

    def _answered(self, parameter: ParameterValue, answer: str) -> str:
        return f"{parameter.owner} is handed {answer} {self.about} for {parameter.name}"


def source_of(argument: Node) -> Node:
    """What is written for an argument, its keyword aside."""
    return (argument.child_by_field_name("value") if argument.type == "keyword_argument" else None) or argument
