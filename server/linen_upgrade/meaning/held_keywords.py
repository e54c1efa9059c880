"""What a `**name` in a call holds, where `name` is a dictionary that is written out beside it and never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tree_sitter import Node

from linen_upgrade.document import ASIDES, function_around, walk
from linen_upgrade.meaning.literals import string_content

Entries = tuple[tuple[str, Node], ...]
"""The keys of a dictionary, each with the node of what it holds."""


def held_by(splat: Node, text: Callable[[Node], str]) -> Entries | None:
    """The keywords that a `**…` gives to its call, if all of them are known; else None."""
    held = splat.named_children[0] if splat.type == "dictionary_splat" and splat.named_children else None
    if held is not None and held.type == "identifier":
        held = _written_out(held)
    entries = _entries(held, text) if held is not None else None
    # Which number a module takes that may have a name is another question: leave it open.
    return entries if entries is not None and all(key != "name" for key, _ in entries) else None


def _written_out(name: Node) -> Node | None:
    """What a variable of a function is assigned: once, and all else that is done with it is to hand it on as `**`."""
    function = function_around(name)
    value = None
    for node in walk(function) if function is not None else ():
        if node.type != "identifier" or node.text != name.text or node.parent is None:
            continue
        parent = node.parent
        if parent.type == "assignment" and parent.child_by_field_name("left") == node and value is None:
            value = parent.child_by_field_name("right")
            if value is None or function_around(parent) != function:
                return None
        elif parent.type != "dictionary_splat":
            return None
    return value


def _entries(held: Node, text: Callable[[Node], str]) -> Entries | None:
    """The entries of `{'key': value}` or of `dict(key=value)`; None where it is another expression."""
    if held.type == "dictionary":
        found = list(_of(held, "pair", "key", string_content))
        parts = held.named_children
    elif held.type == "call" and _calls_dict(held, text):
        listed = held.child_by_field_name("arguments")
        if listed is None:
            return None
        found = list(_of(listed, "keyword_argument", "name", text))
        parts = listed.named_children
    else:
        return None
    known = len(found) == sum(part.type not in ASIDES for part in parts) and all(key.isidentifier() for key, _ in found)
    return tuple(found) if known else None


def _calls_dict(call: Node, text: Callable[[Node], str]) -> bool:
    function = call.child_by_field_name("function")
    return function is not None and text(function) == "dict"


def _of(display: Node, kind: str, name: str, key_of: Callable[[Node], str]) -> Iterator[tuple[str, Node]]:
    for part in display.named_children:
        key, value = part.child_by_field_name(name), part.child_by_field_name("value")
        if part.type == kind and key is not None and value is not None:
            yield key_of(key), value
