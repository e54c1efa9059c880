"""Modules that keep their place in the cache of old attention: `cache.store(…)` and `cache.retrieve(…)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span, ancestors, function_around, parts_of, walk
from linen_upgrade.meaning.bound_once import bound_names, is_bound_once
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.values import ParameterValue

if TYPE_CHECKING:
    from linen_upgrade.meaning.calls import CallReader
    from linen_upgrade.meaning.module_calls import CallSite

_BRANCHES = ("if_statement", "elif_clause")
_LOOPS = ("for_statement", "while_statement")
OF_CACHES = frozenset({"store", "retrieve"})
"""Methods of `flax.nn.attention.Cache`, by which modules kept what they decode with."""


@dataclass(frozen=True, slots=True)
class CacheEntry(Construct):
    """All that a method does with the entry of a cache, where that is to count positions.

    It stands where the first of its calls does.
    """

    self_name: str
    declared: tuple[Span, ...]
    """`cache.store(…)` while initialising."""
    retrieved: tuple[Span, ...]
    """`cache.retrieve(…)`."""
    read: tuple[Span, ...]
    """`entry.i`."""
    updated: tuple[tuple[Span, str, Span], ...]
    """`cache.store(entry.replace(i=…))`, each with the entry's name and the new value."""


@dataclass
class _Uses:
    declared: list[Node]
    retrieved: list[Node]
    read: list[Node]
    updated: list[tuple[Node, str, Node]]


def note_cache_entry(calls: CallReader, site: CallSite, receiver: ParameterValue, why: str) -> None:
    """Note what a method does with a cache's entry, or that it can't be told."""
    reader, call = calls.reader, site.node
    function = function_around(call)
    calls.hand_on(receiver, call, role="state")
    uses = _uses(receiver.name, function, reader.text) if function is not None else None
    self_name = site.fields["self_name"]
    if uses is None or function is None or self_name is None or _is_method_of_another(function):
        calls.obstacles.append(calls.unknown_callee(site, why))
        return
    first = min((*uses.declared, *uses.retrieved, *(node for node, *_ in uses.updated)), key=lambda n: n.start_byte)
    if first != call:
        return
    token = site.fields["token"]
    reader.constructs.append(
        CacheEntry(
            **{**reader.standing(call, call), "token": token},
            self_name=self_name,
            declared=tuple(map(reader.span, uses.declared)),
            retrieved=tuple(map(reader.span, uses.retrieved)),
            read=tuple(map(reader.span, uses.read)),
            updated=tuple((reader.span(node), name, reader.span(value)) for node, name, value in uses.updated),
        )
    )


def _is_method_of_another(function: Node) -> bool:
    """Whether a function is no method `apply` of a class itself."""
    name = function.child_by_field_name("name")
    return name is None or name.text != b"apply"


def _uses(cache: str, function: Node, text: Callable[[Node], str]) -> _Uses | None:
    """What a function does with the entry of a cache; None where it is anything else than counting."""
    body, found = function.child_by_field_name("body"), _Uses([], [], [], [])
    if body is None or cache in bound_names(body):
        return None
    entries: set[str] = set()
    for call in (node for node in walk(body) if node.type == "call"):
        held, method = _method(call, text)
        if held != cache or method not in OF_CACHES:
            continue
        if function_around(call) != function or call.parent is None:
            return None
        if method == "retrieve":
            name = _assigned(call, text)
            if not name or not is_bound_once(name, function):
                return None
            entries.add(name)
            found.retrieved.append(call)
        elif call.parent.type != "expression_statement" or not _store(call, found, text):
            return None
    counted = {name for _, name, _ in found.updated}
    if not found.declared or len(found.retrieved) != 1 or len(found.updated) > 1 or counted - entries:
        return None
    whole = all(_reads(name, body, found, text) for name in entries)
    return found if whole and _reads_first(found, function) else None


def _reads_first(found: _Uses, function: Node) -> bool:
    """Whether nothing reads an entry once it was replaced: what it kept then is the new one's today."""
    for call, *_ in found.updated:
        if any(outer.type in _LOOPS for outer in ancestors(call, function)):
            return False
        if any(node.start_byte >= call.end_byte for node in found.read):
            return False
    return True


def _store(call: Node, found: _Uses, text: Callable[[Node], str]) -> bool:
    """Sort a `cache.store(…)`: of shapes while initialising, or of an entry with another index."""
    arguments = _arguments(call)
    if len(arguments) != 1:
        return False
    name, method = _method(arguments[0], text)
    if method == "replace" and name:
        given = _arguments(arguments[0])
        is_index = len(given) == 1 and given[0].type == "keyword_argument" and text(given[0].named_children[0]) == "i"
        value = given[0].child_by_field_name("value") if is_index else None
        if value is None:
            return False
        found.updated.append((call, name, value))
        return True
    found.declared.append(call)
    return _is_initialising(call, text)


def _is_initialising(call: Node, text: Callable[[Node], str]) -> bool:
    """Whether a place is reached only while a module is initialised."""
    for outer in ancestors(call):
        condition = outer.child_by_field_name("condition") if outer.type in _BRANCHES else None
        taken = outer.child_by_field_name("consequence") if condition is not None else None
        is_in = taken is not None and taken.start_byte <= call.start_byte < taken.end_byte
        if condition is not None and is_in and _method(condition, text)[1] == "is_initializing":
            return True
    return False


def _reads(name: str, body: Node, found: _Uses, text: Callable[[Node], str]) -> bool:
    """Whether of an entry nothing but its index is read; notes where."""
    for node in walk(body):
        outer = node.parent
        if node.type != "identifier" or text(node) != name or outer is None:
            continue
        member = outer.child_by_field_name("attribute") if outer.type == "attribute" else None
        if outer.type == "assignment" and outer.child_by_field_name("left") == node:
            continue
        if member is None or member == node or outer.child_by_field_name("object") != node:
            return False
        if text(member) == "i":
            found.read.append(outer)
        elif not any(call.start_byte <= node.start_byte < call.end_byte for call, *_ in found.updated):
            return False
    return True


def _method(call: Node, text: Callable[[Node], str]) -> tuple[str, str]:
    """The name whose method a call is of, and that method."""
    function = call.child_by_field_name("function") if call.type == "call" else None
    held = function.child_by_field_name("object") if function is not None and function.type == "attribute" else None
    name = function.child_by_field_name("attribute") if function is not None else None
    if held is None or name is None or held.type != "identifier":
        return "", ""
    return text(held), text(name)


def _arguments(call: Node) -> list[Node]:
    listed = call.child_by_field_name("arguments")
    return parts_of(listed) if listed is not None else []


def _assigned(call: Node, text: Callable[[Node], str]) -> str:
    """The name that a statement gives the result of a call to."""
    outer = call.parent
    left = outer.child_by_field_name("left") if outer is not None and outer.type == "assignment" else None
    return text(left) if left is not None and left.type == "identifier" else ""
