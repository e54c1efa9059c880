"""Partials that are called once, where they can as well be a module that is made and then called.

What is called twice makes two modules as a partial, and one as an instance; and what is never called makes none.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from linen_upgrade.document import ancestors, is_called, mentions, walk

_BLOCKS = ("if_statement", "try_statement", "with_statement", "match_statement", "for_statement", "while_statement")
_PERHAPS = (
    "for_statement",
    "while_statement",
    "lambda",
    "list_comprehension",
    "set_comprehension",
    "dictionary_comprehension",
    "generator_expression",
    "conditional_expression",
    "boolean_operator",
    "assert_statement",
    "function_definition",
)
"""What may run a part of it more than once, or not at all, or at another time."""


def single_call(partial: Node, function: Node | None) -> Node | None:
    """The call of `name` behind `name = Module.partial(…)` that is all that is done with it, and done for sure."""
    assignment = _assignment(partial)
    name = assignment.child_by_field_name("left") if assignment is not None else None
    if function is None or assignment is None or name is None or name.type != "identifier":
        return None
    if _around(assignment, ("for_statement", "while_statement"), function) is not None:
        return None
    later = [use for use in _uses(name, function) if use.start_byte > assignment.end_byte]
    if len(later) != 1 or any(_declared(name, function)):
        return None
    call = later[0].parent if is_called(later[0]) else None
    return call if call is not None and _surely_runs(call, assignment, function) else None


def _assignment(partial: Node) -> Node | None:
    """The assignment of a partial, or of a choice between it and something else."""
    parent = partial.parent
    while parent is not None and parent.type in ("conditional_expression", "parenthesized_expression"):
        parent = parent.parent
    return parent if parent is not None and parent.type == "assignment" else None


def _surely_runs(call: Node, assignment: Node, function: Node) -> bool:
    """Whether a call runs once in each run that reaches the end of what follows the assignment."""
    if _around(call, _PERHAPS, function) is not None:
        return False
    block = _around(call, _BLOCKS, function)
    return block is None or (block.start_byte <= assignment.start_byte and _same_branch(call, assignment, block))


def _same_branch(first: Node, second: Node, block: Node) -> bool:
    return _child_of(block, first) == _child_of(block, second)


def _child_of(block: Node, node: Node) -> Node | None:
    return next((c for c in block.children if c.start_byte <= node.start_byte and node.end_byte <= c.end_byte), None)


def _around(node: Node, kinds: tuple[str, ...], function: Node) -> Node | None:
    return next((around for around in ancestors(node, function) if around.type in kinds), None)


def _uses(name: Node, function: Node) -> Iterator[Node]:
    """Where a variable is read, deleted or declared: anything but assigned anew as a whole."""
    for node in mentions(name, function):
        parent = node.parent
        if parent is None or parent.type != "assignment" or parent.child_by_field_name("left") != node:
            yield node


def _declared(name: Node, function: Node) -> Iterator[Node]:
    """Where a variable is said to belong to another function, which may call it too."""
    for node in walk(function):
        if node.type in ("nonlocal_statement", "global_statement"):
            yield from (child for child in node.named_children if child.text == name.text)
