"""Reads one top-level statement: what it defines, what pre-Linen constructs it holds, what it says of parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tree_sitter import Node

from linen_upgrade.document import Span
from linen_upgrade.meaning.calls import CallReader
from linen_upgrade.meaning.constructs import Construct, Evidence, EvidenceKind, Nesting, OldName
from linen_upgrade.meaning.expressions import DEEPEST
from linen_upgrade.meaning.functions import FunctionReader
from linen_upgrade.meaning.imports import ImportReader
from linen_upgrade.meaning.module_functions import ModuleFunctionReader
from linen_upgrade.meaning.scope import ModuleScope, Scope
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Derived,
    Literal,
    MaybeModule,
    ParameterValue,
    Value,
    join,
    sources,
)


@dataclass(frozen=True)
class StatementMeaning:
    """What one top-level statement means, given the names it read. Spans count from the statement's beginning."""

    constructs: tuple[Construct, ...]
    evidence: tuple[Evidence, ...]
    old_names: tuple[OldName, ...]
    makers: tuple[str, ...]
    """Functions (by name) and methods (`Class.method`) that call modules."""
    results: tuple[tuple[str, Value], ...]
    """What functions return, by `name()`, where that may be a module class; and which draw keys, by `drawing`."""
    remarks: tuple[str, ...]
    """What had to be left alone, for people."""
    foreign_calls: tuple[tuple[str, Span], ...]
    """Calls, in pre-Linen classes, of classes of other files (by path) that may be modules, or records of results."""
    unread: bool
    """Whether something in it is nested too deeply to be read: it may hold what nobody sees."""


class StatementReader(ImportReader, ModuleFunctionReader, FunctionReader):
    """The interpreter of one top-level statement. `shallow` leaves function bodies out: enough for what it defines."""

    def __init__(self, source: bytes, statement: Node, module: ModuleScope, shallow: bool = False) -> None:
        super().__init__(source, statement, module)
        self.statement, self.shallow = statement, shallow
        self.attributes: dict[tuple[str, str], Value] = {}
        self.calls = CallReader(self)
        self.makers: list[str] = []
        self.results: list[tuple[str, Value]] = []
        self.remarks: list[str] = []
        self._statements: dict[str, Callable[[Node], None]] = {
            "import_statement": self.import_statement,
            "import_from_statement": self.import_from_statement,
            "class_definition": self.class_definition,
            "function_definition": self.function_definition,
            "decorated_definition": self.decorated_definition,
            "expression_statement": self._expression_statement,
            "if_statement": self._if,
            "elif_clause": self._branch,
            "else_clause": self._block,
            "for_statement": self._for,
            "while_statement": self._while,
            "with_statement": self._with,
            "try_statement": self._try,
            "except_clause": self._except,
            "except_group_clause": self._except,
            "finally_clause": self._block,
            "block": self._block,
            "delete_statement": self._delete,
            "match_statement": self._match,
            "case_clause": self._case,
            "global_statement": lambda node: None,
            "nonlocal_statement": self._nonlocal,
            "return_statement": self._return,
            "comment": lambda node: None,
        }

    def read(self) -> StatementMeaning:
        """Interpret the whole statement."""
        self.run(self.statement)
        return StatementMeaning(
            tuple(self.constructs),
            tuple(self.evidence),
            tuple(self.old_names),
            tuple(self.makers),
            tuple(self.results),
            tuple(self.remarks),
            tuple(self.foreign_calls),
            self.unread,
        )

    def definitions(self) -> Mapping[str, Value]:
        """The module-level names that the statement binds."""
        self.run(self.statement)
        return self.scope.names

    def run(self, node: Node) -> None:
        """Interpret one statement; below DEEPEST levels nothing is read any more."""
        if self.depth >= DEEPEST:
            self.unread = True
            return
        outer = self.nesting
        self.depth += 1
        self.nesting = Nesting(self.span(node), self._shares_line(node), liftable=True)
        try:
            handler = self._statements.get(node.type)
            if handler is not None:
                handler(node)
            else:
                for child in node.named_children:
                    if child.type != "comment":
                        self.value(child)
        finally:
            self.nesting = outer
            self.depth -= 1

    def _shares_line(self, node: Node) -> bool:
        begin = self.source.rfind(b"\n", 0, node.start_byte) + 1
        return bool(self.source[begin : node.start_byte].strip())

    # -- simple statements

    def _expression_statement(self, node: Node) -> None:
        for child in node.named_children:
            if child.type == "assignment":
                self._assignment(child)
            elif child.type == "augmented_assignment":
                self._augmented(child)
            elif child.type != "comment":
                self.value(child)

    def _assignment(self, node: Node) -> Value:
        left, right, annotation = (node.child_by_field_name(field) for field in ("left", "right", "type"))
        if annotation is not None:
            self.value(annotation)
        if right is None or left is None:
            if left is not None and annotation is not None and self.scope.kind == "class":
                self.scope.bind(self.text(left), UNKNOWN)
            return UNKNOWN
        value = self._assignment(right) if right.type == "assignment" else self.value(right)
        if left.type == "pattern_list" and right.type == "expression_list":
            self._pairwise(left, right, value)
        else:
            self.bind_target(left, value)
        if left.type == "attribute":
            self.attribute_assigned(left)
        return value

    def _pairwise(self, left: Node, right: Node, whole: Value) -> None:
        targets = [c for c in left.named_children if c.type != "comment"]
        values = [c for c in right.named_children if c.type != "comment"]
        if len(targets) != len(values):
            self.bind_target(left, whole)
            return
        for target, node in zip(targets, values, strict=True):
            self.bind_target(target, self._quietly(node))

    def _quietly(self, node: Node) -> Value:
        """The value of an expression that was read already."""
        marks = len(self.constructs), len(self.evidence), len(self.old_names), len(self.calls.made)
        value = self.value(node)
        del self.constructs[marks[0] :], self.evidence[marks[1] :]
        del self.old_names[marks[2] :], self.calls.made[marks[3] :]
        return value

    def _augmented(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        operand, before = self.value(right), self.value(left)
        for value in (operand, before):
            self.note(value, EvidenceKind.OPERAND, node)
        found = frozenset(source for v in (operand, before) for source in sources(v))
        arrays = isinstance(operand, Array) or isinstance(before, Array)
        self.bind_target(left, Array() if arrays else Derived(found) if found else UNKNOWN)

    def _delete(self, node: Node) -> None:
        for child in node.named_children:
            for target in child.named_children if child.type == "expression_list" else (child,):
                if target.type == "identifier":
                    scope = self.scope.find(self.text(target))
                    if scope is not None:
                        scope.bind(self.text(target), UNKNOWN)
                else:
                    self.value(target)

    # -- compound statements

    def _block(self, node: Node) -> None:
        for child in node.named_children:
            if child.type != "comment":
                self.run(child)

    def _branch(self, node: Node) -> None:
        condition, body = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
        if condition is not None:
            with self.unliftable():
                self._test(condition)
        if body is not None:
            self.run(body)

    def _test(self, condition: Node) -> None:
        self.note(self.value(condition), EvidenceKind.HYPER_USE, condition)

    def _if(self, node: Node) -> None:
        condition, consequence = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
        if condition is not None:
            self._test(condition)
        before = dict(self.scope.names)
        ends: list[dict[str, Value]] = []
        if consequence is not None:
            self.run(consequence)
        ends.append(self.scope.names)
        complete = False
        for alternative in node.children_by_field_name("alternative"):
            self.scope.names = dict(before)
            self.run(alternative)
            ends.append(self.scope.names)
            complete |= alternative.type == "else_clause"
        if not complete:
            ends.append(before)
        self._join(ends)

    def _join(self, ends: list[dict[str, Value]]) -> None:
        merged = dict(ends[0])
        for names in ends[1:]:
            for name, value in names.items():
                merged[name] = join(merged[name], value) if name in merged else value
        self.scope.names = merged

    def _for(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        element = self.element(right) if right is not None else UNKNOWN
        if left is not None:
            self.bind_target(left, element)
        self._loop(node)

    def _while(self, node: Node) -> None:
        condition = node.child_by_field_name("condition")
        if condition is not None:
            with self.unliftable():
                self._test(condition)
        self._loop(node)

    def _loop(self, node: Node) -> None:
        before = dict(self.scope.names)
        for field in ("body", "alternative"):
            for child in node.children_by_field_name(field):
                self.run(child)
        self._join([self.scope.names, before])

    def _with(self, node: Node) -> None:
        for clause in node.named_children:
            if clause.type == "with_clause":
                for item in clause.named_children:
                    self._with_item(item)
        body = node.child_by_field_name("body")
        if body is not None:
            self.run(body)

    def _with_item(self, item: Node) -> None:
        held = item.child_by_field_name("value")
        if held is None:
            return
        if held.type != "as_pattern":
            self.value(held)
            return
        value = self.value(held.named_children[0])
        for target in held.named_children[1:]:
            for part in target.named_children:
                self.bind_target(part, value)

    def _try(self, node: Node) -> None:
        """What a handler binds takes the place of what the body bound, unless it only says that it is missing."""
        done: dict[str, Value] = {}
        for child in node.named_children:
            before = dict(self.scope.names)
            if child.type != "comment":
                self.run(child)
            if child.type in ("except_clause", "except_group_clause"):
                for name, value in self.scope.names.items():
                    known = before.get(name, value)
                    both = isinstance(known, MODULE_KINDS) and isinstance(value, MODULE_KINDS)
                    if both or (value == Literal("None") and known != value):
                        done[name] = join(known, value)
        self.scope.names.update(done)

    def _except(self, node: Node) -> None:
        for child in node.named_children:
            if child.type == "block":
                self.run(child)
            elif child.type == "as_pattern" and len(child.named_children) > 1:
                self.value(child.named_children[0])
                for part in child.named_children[1].named_children:
                    self.bind_target(part, UNKNOWN)
            elif child.type != "comment":
                self.value(child)

    def _match(self, node: Node) -> None:
        for child in node.named_children:
            if child.type == "block":
                self._block(child)
            elif child.type != "comment":
                self.value(child)

    def _case(self, clause: Node) -> None:
        for part in clause.named_children:
            if part.type == "block":
                self.run(part)
            elif part.type == "case_pattern":
                for name in captures(part):
                    self.scope.bind(self.text(name), UNKNOWN)
            elif part.type == "if_clause":
                for condition in part.named_children:
                    self._test(condition)

    def _nonlocal(self, node: Node) -> None:
        for child in node.named_children:
            name = self.text(child)
            scope = self.scope.parent.find(name) if self.scope.parent is not None else None
            if scope is not None:
                self.scope.elsewhere[name] = scope

    def _return(self, node: Node) -> None:
        for child in node.named_children:
            if child.type != "comment":
                value = self.value(child)
                if isinstance(value, (*MODULE_KINDS, MaybeModule)):
                    known = self.calls.returned
                    self.calls.returned = value if known is None else join(known, value)


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
            if child.type != "comment":
                yield from captures(child)


__all__ = ["ParameterValue", "Scope", "Span", "StatementMeaning", "StatementReader"]
