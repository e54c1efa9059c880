"""Uses that tell a list from a tuple and a dictionary from a frozen one: Linen freezes what a field holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import parts_of
from linen_upgrade.meaning.constructs import Evidence, EvidenceKind
from linen_upgrade.meaning.frozen_fields import TYPES
from linen_upgrade.meaning.scoped_reader import ScopedReader
from linen_upgrade.meaning.values import (
    UNKNOWN,
    Container,
    Derived,
    Literal,
    MaybeModule,
    ParameterValue,
    Value,
    sources,
)


class ThawingReader(ScopedReader):
    """Notes such uses of parameters."""

    if TYPE_CHECKING:

        def quietly(self, node: Node) -> Value:
            """See `ExpressionReader.quietly`."""

    def note_thawed(self, kind: str, node: Node, sort: str, around: Node) -> None:
        """What stands at `node` is used in a way that tells a list from a tuple, a dictionary from a frozen one."""
        whole = node
        while whole.type == "subscript" and any(c.type == "slice" for c in whole.children_by_field_name("subscript")):
            whole = whole.child_by_field_name("value") or whole
        value = self.quietly(whole) if whole.type in ("identifier", "attribute", "subscript") else UNKNOWN
        if not isinstance(value, ParameterValue) and not (isinstance(value, Derived) and value.each):
            return
        for source in sources(value):
            is_whole = whole.type == "identifier" and self.text(whole) == source.name
            span, text, role = self.span(around), self.excerpt(around), sort if is_whole else "inner"
            self.evidence.append(Evidence(source.owner, source.name, kind, span, text, role=role))

    def note_asked(self, value: Value, name: str, around: Node) -> None:
        """An attribute is asked of a parameter, or (with the name '') an attribute of it is changed."""
        if isinstance(value, ParameterValue) and self.owner():
            span, text = self.span(around), self.excerpt(around)
            self.evidence.append(Evidence(value.owner, value.name, EvidenceKind.ATTRIBUTE, span, text, role=name))

    def extends_list(self, node: Node, values: list[Value]) -> bool:
        """Whether a list is added to something that has to be one then."""
        operands = parts_of(node)
        if any(isinstance(v, (Container, MaybeModule)) for v in values):
            return False
        lists = [is_list(operand, value) for operand, value in zip(operands, values, strict=True)]
        sign = node.child_by_field_name("operator")
        if any(lists) and sign is not None and self.text(sign) == "+":
            for operand, listed in zip(operands, lists, strict=True):
                if not listed:
                    self.note_thawed(EvidenceKind.THAWED_USE, operand, "list", node)
        return any(lists)

    def type_tests(self, node: Node, nodes: list[Node], values: list[Value]) -> None:
        """`sizes == [1, 2]` and `type(sizes) is list`."""
        equals = any(child.type in ("==", "!=", "is", "is not") for child in node.children)
        for own, other, value in ((nodes[0], nodes[-1], values[-1]), (nodes[-1], nodes[0], values[0])):
            function = own.child_by_field_name("function")
            if function is not None and self.text(function) == "type" and self.text(other) in TYPES:
                for argument in own.child_by_field_name("arguments").named_children:  # type: ignore[union-attr]
                    self.note_thawed(EvidenceKind.TYPE_TEST, argument, self.text(other), node)
            elif equals and (is_list(other, value) or other.type == "dictionary"):
                self.note_thawed(EvidenceKind.TYPE_TEST, own, "dict" if other.type == "dictionary" else "list", node)


def is_list(node: Node, value: Value) -> bool:
    """Whether an expression is a list for sure."""
    by_form = node.type in ("list", "list_comprehension")
    return by_form or (isinstance(value, (Literal, Container)) and value.type == "list")
