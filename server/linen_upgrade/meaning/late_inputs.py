"""Arguments bound to a module that can as well be given where it is called: Linen's constructors take no inputs."""

from __future__ import annotations

from collections.abc import Collection
from itertools import takewhile

from tree_sitter import Node

from linen_upgrade.document import ancestors, function_around, is_called, mentions, names, walk
from linen_upgrade.meaning.names_read import names_read
from linen_upgrade.meaning.scope import Scope

_PLAIN = frozenset(
    "identifier attribute integer float string string_start string_content string_end true false none not_operator "
    "boolean_operator comparison_operator unary_operator binary_operator conditional_expression subscript slice tuple "
    "parenthesized_expression interpolation".split()
)
"""Expressions that draw nothing, make nothing, and may be evaluated once more."""
_BLOCKS = ("for_statement", "while_statement", "if_statement", "try_statement", "with_statement", "match_statement")


def late_arguments(call: Node, function: Node | None) -> list[Node]:
    """The keyword arguments of `name = Module.partial(…)` that every call of `name` can give itself, meaning the same.

    None where the module may go elsewhere, or where something is assigned anew before a call.
    """
    assignment = call.parent
    arguments = call.child_by_field_name("arguments")
    if function is None or arguments is None or assignment is None or assignment.type != "assignment":
        return []
    name = assignment.child_by_field_name("left")
    if name is None or name.type != "identifier" or not _only_called(name, assignment, function):
        return []
    return [
        argument
        for argument in arguments.named_children
        if argument.type in ("keyword_argument", "dictionary_splat") and may_wait(argument, assignment, function)
    ]


def only_has_called(call: Node, scope: Scope | None, methods: Collection[str]) -> bool:
    """Whether `name = Module.partial(…)` stands in a function, which does nothing with it but call such methods."""
    assignment, function = call.parent, scope.node if scope is not None else None
    name = assignment.child_by_field_name("left") if assignment is not None else None
    if function is None or assignment is None or assignment.type != "assignment" or name is None:
        return False
    uses = list(mentions(name, function))
    attributes = [use.parent for use in uses if use.parent is not None and use.parent.type == "attribute"]
    return (
        name.type == "identifier"
        and len(attributes) == len(uses) > 0
        and all(is_called(node) and _member(node) in methods for node in attributes)
    )


def _member(attribute: Node) -> str:
    name = attribute.child_by_field_name("attribute")
    return (name.text or b"").decode(errors="replace") if name is not None else ""


def _only_called(name: Node, assignment: Node, function: Node) -> bool:
    """Whether a variable is assigned once, and all else that is done with it is to call it, further down."""
    uses = mentions(name, function)
    return all(
        use.start_byte > assignment.end_byte and is_called(use) and function_around(use) == function for use in uses
    )


def may_wait(argument: Node, assignment: Node, function: Node) -> bool:
    """Whether a keyword argument means the same in all that follows an assignment that it stands in."""
    value = argument.named_children[0] if argument.type == "dictionary_splat" else argument.child_by_field_name("value")
    if value is None or not all(node.type in _PLAIN for node in walk(value)):
        return False
    read = names_read(value)
    for node in names(function):
        named = node.text is not None and node.text.decode(errors="replace") in read
        later = node.start_byte > assignment.start_byte or not _as_often(node, assignment)
        if named and later and _is_bound(node):
            return False
    return True


def _as_often(bound: Node, assignment: Node) -> bool:
    """Whether a name that is bound in a loop has the partial in the same one: neither runs without the other."""
    loop = _around(bound, ("for_statement", "while_statement"))
    return loop is None or (_around(assignment, _BLOCKS) == loop or loop.end_byte < assignment.start_byte)


def _around(node: Node, kinds: tuple[str, ...]) -> Node | None:
    inside = takewhile(lambda around: around.type != "function_definition", ancestors(node))
    return next((around for around in inside if around.type in kinds), None)


def _is_bound(name: Node) -> bool:
    """Whether a name may be given another value where it stands: by an assignment, a loop, `with`, `import`, `del` …"""
    node = name
    while node.parent is not None and node.parent.type != "function_definition":
        parent = node.parent
        if parent.type in ("assignment", "augmented_assignment", "for_statement", "for_in_clause"):
            return parent.child_by_field_name("left") == node
        if parent.type == "named_expression":
            return parent.child_by_field_name("name") == node
        if parent.type in ("attribute", "subscript", "call", "keyword_argument", "lambda", "block"):
            return False
        if parent.type in _BINDING:
            return True
        node = parent
    return False


_BINDING = (
    "as_pattern_target",
    "delete_statement",
    "global_statement",
    "nonlocal_statement",
    "import_statement",
    "import_from_statement",
    "case_pattern",
)
