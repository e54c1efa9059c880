"""Arguments that `jax.jit` is told to take as they are, and arrays among them, which it can't take so today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span, parts_of
from linen_upgrade.meaning.asked_parameters import Named, Question
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.decorators import behind_partial, decorators_of
from linen_upgrade.meaning.literals import string_content
from linen_upgrade.meaning.values import Function, Imported, Literal, ParameterValue, Value

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

_NUMBERS = {"jax.jit": "static_argnums", "jax.pmap": "static_broadcasted_argnums"}
_NAMES = "static_argnames"
ARRAY, _OTHER = "an array", "another"
STATIC = Question("as it is", (ARRAY, _OTHER))
"""Which of the parameters that `jax.jit` takes as they are get arrays, and which get other things that are not None."""
_MAKERS = frozenset(
    "array asarray zeros ones full empty arange linspace logspace geomspace eye identity zeros_like ones_like "
    "full_like tri tril triu diag stack concatenate reshape broadcast_to".split()
)
"""Functions of NumPy's, under its own name or JAX's, whose results are arrays even where they hold one number."""


@dataclass(frozen=True, slots=True)
class StaticPlace:
    """One argument that is told to be static: where that stands, and the name of the parameter that it reaches."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class StaticArguments(Construct):
    """`static_argnums=…` or the like, with at least one argument that is an array somewhere; `path` takes it.

    `span` is the keyword with its value, `call` what it is an argument of, and `alone` says that this is
    `functools.partial(jax.jit, …)` with no other argument.
    """

    path: str
    call: Span
    alone: bool
    places: tuple[StaticPlace, ...]
    arrays: tuple[str, ...]
    """The parameters of those places that arrays reach."""
    others: tuple[str, ...]
    """Those of them that something else reaches, too."""


def makes_array(path: str) -> bool:
    """Whether the function at a path returns an array, which has no hash, and never a plain number."""
    package, _, name = path.rpartition(".")
    return package in ("jax.numpy", "numpy") and name in _MAKERS


def note_static_call(reader: ExpressionReader, path: str, call: Node, function: Value | None) -> None:
    """Note what `jax.jit(f, static_argnums=…)` says of the parameters of `f`."""
    if path in _NUMBERS and isinstance(function, Function):
        _note(reader, path, call, function.key, function.positional)


def note_static_decorator(reader: ExpressionReader, function: Node, key: str, names: Sequence[str]) -> None:
    """Note the same of `@functools.partial(jax.jit, static_argnums=…)` above a function with these parameters."""
    for decorator in decorators_of(function):
        made_of = behind_partial(reader, decorator)
        if isinstance(made_of, Imported) and made_of.path in _NUMBERS:
            _note(reader, made_of.path, decorator, key, names)


def note_static_values(reader: ExpressionReader, function: Function, passed: Named) -> None:
    """Note which of the static arguments of a function that is called are arrays."""
    asked = STATIC.asked(reader, function.key)
    for name, argument, _ in passed:
        if name in asked and argument.value != Literal("None"):
            answer = ARRAY if reader.calls.has_no_hash(argument.value) else _OTHER
            STATIC.answer(reader, ParameterValue(function.key, name), answer)


def _note(reader: ExpressionReader, path: str, call: Node, key: str, names: Sequence[str]) -> None:
    listed = call.child_by_field_name("arguments")
    arguments = parts_of(listed) if listed is not None else []
    for argument in arguments:
        name, value = argument.child_by_field_name("name"), argument.child_by_field_name("value")
        spelled = reader.text(name) if name is not None else ""
        if value is None or name is None or spelled not in (_NUMBERS[path], _NAMES):
            continue
        places = _places(reader, value, names)
        STATIC.ask(reader, key, [place.name for place in places])
        answers = {place.name: STATIC.answered(reader, ParameterValue(key, place.name)) for place in places}
        arrays = tuple(name for name, found in answers.items() if ARRAY in found)
        if arrays:
            reader.constructs.append(
                StaticArguments(
                    **reader.standing(name, argument, owned=False),
                    path=path,
                    call=reader.span(call),
                    alone=len(arguments) == 2 and reader.quietly(arguments[0]) == Imported(path),
                    places=tuple(places),
                    arrays=arrays,
                    others=tuple(name for name in arrays if _OTHER in answers[name]),
                )
            )


def _places(reader: ExpressionReader, value: Node, names: Sequence[str]) -> list[StaticPlace]:
    """The arguments that `7`, `(7, 8)`, `[7]`, `'x'` or `('x', 'y')` mean; none where one of them is computed."""
    listed = value.type in ("tuple", "list", "parenthesized_expression")
    places = []
    for node in parts_of(value) if listed else [value]:
        text, index = reader.text(node), len(names)
        if node.type == "integer" and text.isdigit():
            index = int(text)
        elif node.type == "string" and string_content(node) in names:
            index = names.index(string_content(node))
        if index >= len(names):
            return []
        places.append(StaticPlace(reader.span(node), names[index]))
    return places
