"""Statements that hold others: branches, loops, `with`, `try`, `match`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import ASIDES, parts_of
from linen_upgrade.meaning.constructs import EvidenceKind
from linen_upgrade.meaning.containers import holds_modules, is_followed
from linen_upgrade.meaning.expressions import ExpressionReader
from linen_upgrade.meaning.joining import join
from linen_upgrade.meaning.values import UNKNOWN, Literal, Value


class CompoundReader(ExpressionReader):
    """Runs what stands inside, and joins what names are at the end of each way through."""

    if TYPE_CHECKING:

        def run(self, node: Node) -> None:
            """See `StatementReader.run`."""

    def block_statement(self, node: Node) -> None:
        """Statement after statement."""
        for child in node.named_children:
            if child.type not in ASIDES:
                self.run(child)

    def branch_statement(self, node: Node) -> None:
        """An `elif` with its condition."""
        condition, body = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
        if condition is not None:
            with self.unliftable():
                self._test(condition)
        if body is not None:
            self.run(body)

    def _test(self, condition: Node) -> None:
        self.note(self.value(condition), EvidenceKind.HYPER_USE, condition)

    def if_statement(self, node: Node) -> None:
        """Branches: afterwards a name is what any of them made it."""
        condition, consequence = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
        if condition is not None:
            self._test(condition)
        before, number = dict(self.scope.names), self.calls.number
        ends: list[dict[str, Value]] = []
        if consequence is not None:
            self.run(consequence)
        ends.append(self.scope.names)
        numbers, complete = {self.calls.number}, False
        for alternative in node.children_by_field_name("alternative"):
            self.scope.names, self.calls.number = dict(before), number
            self.run(alternative)
            ends.append(self.scope.names)
            numbers.add(self.calls.number)
            complete |= alternative.type == "else_clause"
        if not complete:
            ends.append(before)
            numbers.add(number)
        self._join(ends)
        self.calls.number = numbers.pop() if len(numbers) == 1 else None

    def _join(self, ends: list[dict[str, Value]]) -> None:
        merged = dict(ends[0])
        for names in ends[1:]:
            for name, value in names.items():
                if name in merged:
                    value = self.calls.stand_ins.joined(merged[name], value, self.scope.node or self.root)
                merged[name] = value
        self.scope.names = merged

    def for_statement(self, node: Node) -> None:
        """A loop over what an expression yields."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        element = self.element(right) if right is not None else UNKNOWN
        if left is not None:
            self.bind_target(left, element)
        self._loop(node)

    def while_statement(self, node: Node) -> None:
        """A loop under a condition."""
        condition = node.child_by_field_name("condition")
        if condition is not None:
            with self.unliftable():
                self._test(condition)
        self._loop(node)

    def _loop(self, node: Node) -> None:
        before = dict(self.scope.names)
        found = self.marks()
        self._loop_body(node)
        self._join([self.scope.names, before])
        if any(self._brings_modules(before.get(name), value) for name, value in self.scope.names.items()):
            # What a name became at the end of the body it is at its beginning too, the next time round.
            self.forget(found)
            before = dict(self.scope.names)
            self._loop_body(node)
            self._join([self.scope.names, before])

    def _loop_body(self, node: Node) -> None:
        with self.calls.uncounted(), self.calls.creations.loop(node):
            for field in ("body", "alternative"):
                for child in node.children_by_field_name(field):
                    self.run(child)

    def _brings_modules(self, before: Value | None, after: Value) -> bool:
        return before is not None and before != after and is_followed(after)

    def with_statement(self, node: Node) -> None:
        """Context managers and what they yield."""
        for clause in node.named_children:
            if clause.type == "with_clause":
                for item in clause.named_children:
                    self._with_item(item)
        body = node.child_by_field_name("body")
        if body is not None:
            with self.calls.training.contexts.statement(node):
                self.run(body)

    def _with_item(self, item: Node) -> None:
        held = item.child_by_field_name("value")
        if held is None:
            return
        if held.type != "as_pattern":
            self.value(held)
            return
        entered, *targets = parts_of(held)
        value = self.value(entered)
        for target in targets:
            for part in parts_of(target):
                self.bind_target(part, value)

    def try_statement(self, node: Node) -> None:
        """What a handler binds takes the place of what the body bound, unless it only says that it is missing."""
        done: dict[str, Value] = {}
        for child in node.named_children:
            before = dict(self.scope.names)
            if child.type not in ASIDES:
                with self.calls.uncounted():
                    self.run(child)
            if child.type in ("except_clause", "except_group_clause"):
                for name, value in self.scope.names.items():
                    known = before.get(name, value)
                    both = holds_modules(known) and holds_modules(value)
                    if both or (value == Literal("None") and known != value):
                        done[name] = join(known, value)
        self.scope.names.update(done)

    def except_statement(self, node: Node) -> None:
        """An `except` clause."""
        for child in node.named_children:
            if child.type == "block":
                self.run(child)
            elif child.type == "as_pattern" and len(child.named_children) > 1:
                self.value(child.named_children[0])
                for part in child.named_children[1].named_children:
                    self.bind_target(part, UNKNOWN)
            elif child.type not in ASIDES:
                self.value(child)

    def match_statement(self, node: Node) -> None:
        """A `match` with its cases."""
        for child in node.named_children:
            if child.type == "block":
                with self.calls.uncounted():
                    self.block_statement(child)
            elif child.type not in ASIDES:
                self.value(child)

    def case_statement(self, clause: Node) -> None:
        """A `case` and the names that it captures."""
        for part in clause.named_children:
            if part.type == "block":
                self.run(part)
            elif part.type == "case_pattern":
                for name in captures(part):
                    self.scope.bind(self.text(name), UNKNOWN)
            elif part.type == "if_clause":
                for condition in part.named_children:
                    self._test(condition)


def captures(pattern: Node) -> Iterator[Node]:
    """The names that a pattern of a `case` binds."""
    kind, children = pattern.type, pattern.named_children
    if kind == "dotted_name":
        if len(children) == 1 and children[0].text != b"_":
            yield children[0]
    elif kind == "identifier":
        yield pattern
    else:
        # What a class pattern names first, and the keyword of a keyword pattern, is read or is none at all.
        skipped = 1 if kind in ("class_pattern", "keyword_pattern") else 0
        for child in children[skipped:]:
            if child.type not in ASIDES:
                yield from captures(child)
