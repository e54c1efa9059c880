"""The requirements of a setup.py, as far as they are written out in its call of `setup`."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from linen_upgrade.document import Document, walk
from linen_upgrade.flax_api.versions import PYTHON
from linen_upgrade.project.requirements.quoted import listed, named
from linen_upgrade.project.requirements.records import FoundRequirement, Spelling

_KEYWORDS = ("install_requires", "setup_requires", "tests_require", "extras_require")


def setup_requirements(document: Document) -> Iterator[FoundRequirement]:
    """The requirements in the lists that `setup` is given, or in those that variables of the file hold."""
    root = document.tree.root_node
    variables = dict(_variables(root))
    strings: dict[int, Node] = {}
    for call in walk(root):
        if call.type != "call" or not _is_setup(call.child_by_field_name("function")):
            continue
        arguments = call.child_by_field_name("arguments")
        for argument in arguments.named_children if arguments is not None else ():
            name, value = argument.child_by_field_name("name"), argument.child_by_field_name("value")
            if argument.type != "keyword_argument" or name is None or value is None:
                continue
            keyword = (name.text or b"").decode(errors="replace")
            if keyword == "python_requires" and value.type == "string":
                yield from named(PYTHON, value, Spelling.STANDARD)
            elif keyword in _KEYWORDS:
                strings |= {node.start_byte: node for node in _strings(value, variables, 3)}
    yield from listed(document, [strings[start] for start in sorted(strings)])


def _is_setup(function: Node | None) -> bool:
    if function is None:
        return False
    return (function.child_by_field_name("attribute") or function).text == b"setup"


def _variables(root: Node) -> Iterator[tuple[str, Node]]:
    """The variables that a file assigns at its top level, with their values."""
    for statement in root.named_children:
        assignment = statement.named_children[0] if statement.type == "expression_statement" else statement
        left, right = assignment.child_by_field_name("left"), assignment.child_by_field_name("right")
        if assignment.type == "assignment" and left is not None and right is not None and left.type == "identifier":
            yield (left.text or b"").decode(errors="replace"), right


def _strings(value: Node, variables: dict[str, Node], depth: int) -> Iterator[Node]:
    """The strings in a list, a sum of lists, or a dictionary of such; variables are followed so many times."""
    if value.type == "string":
        yield value
    elif value.type == "identifier":
        held = variables.get((value.text or b"").decode(errors="replace"))
        if held is not None and depth:
            yield from _strings(held, variables, depth - 1)
    elif value.type in ("list", "tuple", "set", "binary_operator", "dictionary", "parenthesized_expression"):
        for child in value.named_children:
            yield from _strings(child, variables, depth)
    elif value.type == "pair" and (inner := value.child_by_field_name("value")) is not None:
        yield from _strings(inner, variables, depth)
