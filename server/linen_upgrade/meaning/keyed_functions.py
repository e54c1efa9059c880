"""Functions of training code that draw from the `nn.stochastic` around their calls: today they are handed its keys.

A function that is not compiled draws anew at each call, so it is handed what gives one key after another. One that is
compiled drew as it was traced, and that once: it is handed one key, always the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span, free_name, identifiers, parts_of
from linen_upgrade.meaning.class_parts import docstring_of
from linen_upgrade.meaning.constructs import Call, Construct
from linen_upgrade.meaning.decorators import behind_partial, decorators_of, with_decorators
from linen_upgrade.meaning.scope import handed_around
from linen_upgrade.meaning.values import Function, Imported, Literal, Value

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite
    from linen_upgrade.meaning.training_contexts import OpenContext

KEYS, ONE_KEY = Literal("keys"), Literal("key")
"""What a function has to be handed to draw: what gives one key after another, or one that stays the same."""


@dataclass(frozen=True, slots=True)
class KeyedFunction(Construct):
    """A function at a file's top level that draws from the context around its calls.

    `span` goes from its name to its parameters, or to where it draws the keys for compiled functions that it calls.
    """

    key: str
    """Its name in the whole code base."""
    parameter: str
    """How what it is handed is called."""
    is_compiled: bool
    place: int
    """The byte where the parameter goes."""
    before: str
    after: str
    """What stands in front of it and behind it there, white space behind it aside."""
    body: int
    """The byte where its first statement begins, its docstring aside."""
    constants: tuple[str, ...]
    """How the keys are to be called that it draws for compiled functions which it calls."""
    problem: str
    """Why it can't be handed any; '' if it can."""


@dataclass(frozen=True, slots=True)
class KeyedCall(Call):
    """A call of such a function inside of a context, with the source of what it is handed there."""

    callee: str
    """The function, by its key."""
    handed: str


def wants(function: str) -> str:
    """Under which fact it is kept what a function (by its key) has to be handed, as it draws from a context."""
    return f"{function} wants keys"


def in_context(function: str) -> str:
    """Under which fact it is kept that such a function is called inside of a context."""
    return f"{function} is called in a context"


def out_of_context(function: str) -> str:
    """Under which fact it is kept that it is called where there is none."""
    return f"{function} is called out of any context"


def asked_by_module(function: str) -> str:
    """Under which fact it is kept that a module calls it, which has keys of its own."""
    return f"{function} is called by a module"


def parameter_for_keys(reader: ExpressionReader, node: Node, key: str) -> tuple[str, Value] | None:
    """How the parameter of a function is to be called that is handed keys, and what these are; None for no such."""
    fact = reader.module.fact
    wanted = fact(wants(key))
    if wanted is None or with_decorators(node) != reader.root or fact(in_context(key)) is None:
        return None
    if fact(asked_by_module(key)) is not None:
        return None
    return free_name("key" if wanted == ONE_KEY else "keys", identifiers(node)), wanted


def wanted_by(reader: ExpressionReader, node: Node) -> Value:
    """What a function that draws has to be handed: a compiled one draws once, as it is traced."""
    decorators = [behind_partial(reader, decorator) for decorator in decorators_of(node)]
    return ONE_KEY if decorators == [Imported("jax.jit")] else KEYS


def note_keyed_call(reader: ExpressionReader, callee: Function, site: CallSite) -> bool:
    """Note the call of a function that draws from a context; whether it does, and what it is handed is known."""
    wanted = reader.module.fact(wants(callee.key))
    if wanted is None:
        return False
    if reader.owner() is not None:
        reader.results.append((asked_by_module(callee.key), Literal("bool")))
        return False
    context = reader.calls.training.contexts.keyed_here(callee.key)
    if context is None:
        reader.results.append((out_of_context(callee.key), Literal("bool")))
        return False
    reader.results.append((in_context(callee.key), Literal("bool")))
    handed = context.keys if wanted == KEYS else context.constant(callee)
    if handed:
        context.draws = True
        fields = {**site.fields, "certain": True, "token": site.function}
        reader.constructs.append(KeyedCall(**fields, callee=callee.key, handed=handed))
    return bool(handed)


def note_keyed_function(reader: ExpressionReader, node: Node, key: str, context: OpenContext) -> None:
    """Note a function whose body has been read under a context that stands for what callers hand to it."""
    name, listed, body = (node.child_by_field_name(field) for field in ("name", "parameters", "body"))
    if name is None or listed is None or body is None:
        return
    is_one = bool(context.key)
    place, before, after = _place(reader, listed, is_one)
    statements = parts_of(body)
    first = next((part for part in statements if part != docstring_of(statements)), body)
    end = reader.span(first).start if context.constants else reader.span(listed).end
    reader.constructs.append(
        KeyedFunction(
            token=reader.span(name),
            span=Span(reader.span(name).start, end),
            owner=None,
            function=reader.span(node),
            certain=True,
            key=key,
            parameter=context.key or context.keys,
            is_compiled=is_one,
            place=place,
            before=before,
            after=after,
            body=reader.span(first).start,
            constants=tuple(context.constants.values()),
            problem=context.problem or _problem(reader, node, key, is_one),
        )
    )


def _problem(reader: ExpressionReader, node: Node, key: str, is_one: bool) -> str:
    if reader.module.fact(out_of_context(key)) is not None:
        return "it draws from the context around a call of it, and is called outside of any, too: hand it keys by hand"
    if reader.module.fact(handed_around(key)) is not None:
        return "it draws from the context around its call, and is handed on as it is: hand it keys by hand"
    if decorators_of(node) and not is_one:
        return "it draws from the context around its call, and is decorated: hand it keys by hand"
    return ""


def _place(reader: ExpressionReader, listed: Node, is_one: bool) -> tuple[int, str, str]:
    """Where a parameter goes, and what stands in front of it and behind it.

    One key is given by keyword, and so goes behind all that may be given by position, what gives keys in front of all.
    """
    parts, start = parts_of(listed), reader.span(listed).start + 1
    given = [part for part in parts if part.type != "dictionary_splat_pattern"]
    if not parts:
        return start, "", ""
    if not is_one or not given:
        return reader.span(parts[0]).start, "", ","
    is_marked = any(part.type in ("keyword_separator", "list_splat_pattern") for part in given)
    has_defaults = any("default" in part.type for part in given)
    return reader.span(given[-1]).end, ", *, " if has_defaults and not is_marked else ", ", ""
