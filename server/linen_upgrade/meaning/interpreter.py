"""Reads one top-level statement: what it defines, what pre-Linen constructs it holds, what it says of parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

from linen_upgrade.document import ASIDES, Span, parts_of
from linen_upgrade.meaning import containers
from linen_upgrade.meaning.calls import CallReader
from linen_upgrade.meaning.checkpoint_folders import note_named_folder
from linen_upgrade.meaning.compound_statements import CompoundReader
from linen_upgrade.meaning.constructs import Construct, Evidence, EvidenceKind, MethodFacts, Nesting, OldName
from linen_upgrade.meaning.expressions import DEEPEST
from linen_upgrade.meaning.functions import FunctionReader
from linen_upgrade.meaning.imports import ImportReader
from linen_upgrade.meaning.kept_states import StateFacts
from linen_upgrade.meaning.module_functions import ModuleFunctionReader
from linen_upgrade.meaning.scope import ModuleScope, Scope
from linen_upgrade.meaning.thawing_reader import is_list
from linen_upgrade.meaning.training_constructs import TRAINING, Lost
from linen_upgrade.meaning.training_values import holds_training
from linen_upgrade.meaning.values import (
    UNKNOWN,
    Array,
    Container,
    Derived,
    ParameterValue,
    Value,
    sources,
)

_PATTERNS = frozenset(("pattern_list", "tuple_pattern", "list_pattern"))
_DISPLAYS = frozenset(("expression_list", "tuple", "list"))
_SPLATS = frozenset(("list_splat_pattern", "list_splat"))


@dataclass(frozen=True)
class StatementMeaning:
    """What one top-level statement means, given the names it read. Spans count from the statement's beginning."""

    constructs: tuple[Construct, ...]
    evidence: tuple[Evidence, ...]
    old_names: tuple[OldName, ...]
    makers: tuple[str, ...]
    """Functions (by name) and methods (`Class.method`) that call modules."""
    functions: tuple[str, ...]
    """The functions (by their keys) that it defines."""
    called: tuple[str, ...]
    """The functions, sorted, that something in it calls or hands to what may call them."""
    results: tuple[tuple[str, Value], ...]
    """What functions return, by `name()`, where that may be a module class; and which draw keys, by `drawing`."""
    remarks: tuple[str, ...]
    """What had to be left alone, for people."""
    foreign_calls: tuple[tuple[str, Span], ...]
    """Calls, in pre-Linen classes, of classes of other files (by path) that may be modules, or records of results."""
    open_members: tuple[tuple[str, Span], ...]
    """Members that only old modules and models have (`model_def.init_by_shape`), asked of what can't be known."""
    unread: bool
    """Whether something in it is nested too deeply to be read: it may hold what nobody sees."""
    is_training: bool = False
    """Whether it does something with models or optimizers, hands some on, or returns some."""
    states: StateFacts = field(default_factory=StateFacts)


class StatementReader(ImportReader, ModuleFunctionReader, FunctionReader, CompoundReader):
    """The interpreter of one top-level statement. `shallow` leaves function bodies out: enough for what it defines."""

    def __init__(self, source: bytes, statement: Node, module: ModuleScope, shallow: bool = False) -> None:
        super().__init__(source, statement, module)
        self.statement, self.shallow = statement, shallow
        self.attributes: dict[tuple[str, str], Value] = {}
        self.calls = CallReader(self)
        self.methods: list[MethodFacts] = []
        self.makers: list[str] = []
        self.functions: list[str] = []
        self.remarks: list[str] = []
        self._statements: dict[str, Callable[[Node], None]] = {
            "import_statement": self.import_statement,
            "import_from_statement": self.import_from_statement,
            "class_definition": self.class_definition,
            "function_definition": self.function_definition,
            "decorated_definition": self.decorated_definition,
            "expression_statement": self._expression_statement,
            "if_statement": self.if_statement,
            "elif_clause": self.branch_statement,
            "else_clause": self.block_statement,
            "for_statement": self.for_statement,
            "while_statement": self.while_statement,
            "with_statement": self.with_statement,
            "try_statement": self.try_statement,
            "except_clause": self.except_statement,
            "except_group_clause": self.except_statement,
            "finally_clause": self.block_statement,
            "block": self.block_statement,
            "delete_statement": self._delete,
            "match_statement": self.match_statement,
            "case_clause": self.case_statement,
            "global_statement": self._global,
            "nonlocal_statement": self._nonlocal,
            "return_statement": self._return,
            "comment": lambda node: None,
        }

    def read(self) -> StatementMeaning:
        """Interpret the whole statement."""
        self.run(self.statement)
        return StatementMeaning(
            tuple(self.calls.settled(self.constructs)),
            tuple(self.evidence),
            tuple(self.old_names),
            tuple(self.makers),
            tuple(self.functions),
            tuple(sorted(self.calls.functions_called)),
            (*self.results, *self.calls.drawings.facts),
            tuple(self.remarks),
            tuple(self.foreign_calls),
            tuple(self.open_members),
            self.unread,
            self._is_training(),
            self.calls.states.facts,
        )

    def _is_training(self) -> bool:
        return (
            any(isinstance(construct, (*TRAINING, Lost)) for construct in self.constructs)
            or any(holds_training(value) for _, value in self.results)
            or any(holds_training(item.value) for item in self.evidence)
        )

    def definitions(self) -> Mapping[str, Value]:
        """The module-level names that the statement binds."""
        self.run(self.statement)
        return self.scope.names

    def close(self) -> None:
        """Let go of everything: the readers of a statement hold one another, and would wait for the collector."""
        self.calls.__dict__.clear()
        self.__dict__.clear()

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
                    if child.type not in ASIDES:
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
            elif child.type not in ASIDES:
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
        self._bind(left, right, value)
        if left.type == "attribute":
            self.attribute_assigned(left)
        return value

    def _bind(self, target: Node, given: Node, value: Value) -> None:
        """Give a target what is written for it: the parts of a pattern those of a display, where they pair up."""
        targets, parts = parts_of(target), parts_of(given)
        written = target.type in _PATTERNS and given.type in _DISPLAYS and len(targets) == len(parts)
        if not written or any(part.type in _SPLATS for part in (*targets, *parts)):
            self.bind_target(target, value)
            note_named_folder(self, target, given)
            return
        for one, part in zip(targets, parts, strict=True):
            self._bind(one, part, self.quietly(part))

    def _augmented(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        operand, before = self.value(right), self.value(left)
        if is_list(right, operand):
            self.note_thawed(EvidenceKind.THAWED_USE, left, "list", node)
        if isinstance(operand, Container) or isinstance(before, Container):
            repeated = isinstance(before, Container) and any(child.type == "*=" for child in node.children)
            self.bind_target(left, before if repeated else containers.concatenated(before, operand))
            return
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
                    held = target.child_by_field_name("value")
                    if held is not None:
                        self.note_thawed(EvidenceKind.THAWED_USE, held, "open", node)

    # -- scopes

    def _nonlocal(self, node: Node) -> None:
        for child in node.named_children:
            name = self.text(child)
            scope = self.scope.parent.find(name) if self.scope.parent is not None else None
            if scope is not None:
                self.scope.elsewhere[name] = scope

    def _global(self, node: Node) -> None:
        """What a function puts into a name of the file's top level is told as a fact of that name."""
        for child in node.named_children:
            self.scope.file_names.add(self.text(child))

    def _return(self, node: Node) -> None:
        for child in node.named_children:
            if child.type not in ASIDES:
                value = self.value(child)
                self.calls.returns(value)
                self.calls.training.returns(value, child)


__all__ = ["ParameterValue", "Scope", "Span", "StatementMeaning", "StatementReader"]
