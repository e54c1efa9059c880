"""Partials that JAX wraps before they are called: `block = Block.partial(…)`, `block = jax.checkpoint(block)`.

Linen's transformations take functions of the module, so that such a partial becomes one.
"""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from linen_upgrade.document import ASIDES, ancestors, is_called, mentions, parts_of, walk
from linen_upgrade.meaning.late_inputs import may_wait

WRAPPING = ("jax.checkpoint", "jax.remat")
"""What computes again what it wraps, and changes nothing else."""
_LOOPS = ("for_statement", "while_statement")
_INNER = (
    *("lambda", "function_definition", "class_definition", "list_comprehension", "set_comprehension"),
    *("dictionary_comprehension", "generator_expression"),
)


@dataclass(frozen=True)
class WrappedNodes:
    """The calls that wrap a partial, and the one that calls it."""

    wraps: tuple[Node, ...]
    call: Node


def wrapped_partial(partial: Node, function: Node) -> WrappedNodes | None:
    """What is done with `name = Module.partial(…)`, if it is wrapped under its own name and called once; else None.

    What it binds can wait until it is called, and is evaluated as often there.
    """
    assignment, arguments = partial.parent, partial.child_by_field_name("arguments")
    name = assignment.child_by_field_name("left") if assignment is not None else None
    if assignment is None or assignment.type != "assignment" or name is None or name.type != "identifier":
        return None
    if arguments is None or not all(
        argument.type in ASIDES or (argument.type == "keyword_argument" and may_wait(argument, assignment, function))
        for argument in arguments.named_children
    ):
        return None
    wraps: list[Node] = []
    calls: list[Node] = []
    for use in mentions(name, function):
        if use.start_byte < assignment.end_byte or _inner(use, function):
            return None
        wrap = _wrap(use)
        if wrap is not None:
            wraps.append(wrap)
        elif is_called(use) and use.parent is not None and _loop(use, function) == _loop(assignment, function):
            calls.append(use.parent)
        elif not _assigns_itself(use):
            return None
    if not wraps or len(calls) != 1 or any(wrap.end_byte > calls[0].start_byte for wrap in wraps):
        return None
    return WrappedNodes(tuple(sorted(wraps, key=lambda wrap: wrap.start_byte)), calls[0])


def _wrap(use: Node) -> Node | None:
    """The call that is handed the variable first, and whose result the variable is given."""
    listed = use.parent
    call = listed.parent if listed is not None and listed.type == "argument_list" else None
    if call is None or call.type != "call" or listed is None or parts_of(listed)[0] != use:
        return None
    return call if _given_to(call) == use.text else None


def _assigns_itself(use: Node) -> bool:
    """Whether it is the variable in `name = wrap(name) if … else name`, on either side."""
    parent = use.parent
    if parent is not None and parent.type == "assignment" and parent.child_by_field_name("left") == use:
        right = parent.child_by_field_name("right")
        return right is not None and any(_wrap(node) is not None for node in walk(right) if node.text == use.text)
    return parent is not None and parent.type == "conditional_expression" and _given_to(use) == use.text


def _given_to(value: Node) -> bytes | None:
    """The variable that is given a value, or in other cases another one."""
    node, parent = value, value.parent
    while parent is not None and parent.type in ("conditional_expression", "parenthesized_expression"):
        if parent.type == "conditional_expression" and parts_of(parent)[1] == node:
            return None
        node, parent = parent, parent.parent
    if parent is None or parent.type != "assignment" or parent.child_by_field_name("right") != node:
        return None
    target = parent.child_by_field_name("left")
    return target.text if target is not None and target.type == "identifier" else None


def _loop(node: Node, function: Node) -> Node | None:
    return next((around for around in ancestors(node, function) if around.type in _LOOPS), None)


def _inner(node: Node, function: Node) -> bool:
    return any(around.type in _INNER for around in ancestors(node, function))
