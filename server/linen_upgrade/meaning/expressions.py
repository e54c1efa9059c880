"""What an expression is: names, attributes, operators, literals. Calls are in `calls`, statements in `interpreter`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from tree_sitter import Node

from linen_upgrade.document import ASIDES, parts_of
from linen_upgrade.meaning import containers
from linen_upgrade.meaning.attributes import OLD_CLASS, AttributeReader
from linen_upgrade.meaning.constructs import Evidence, EvidenceKind, Nesting
from linen_upgrade.meaning.drawing import note_handed_around
from linen_upgrade.meaning.gone_names import names_in_type, note_gone_name, note_gone_use
from linen_upgrade.meaning.joining import join
from linen_upgrade.meaning.library import imported
from linen_upgrade.meaning.optimizers import note_optimizer_name
from linen_upgrade.meaning.scope import ModuleScope, Scope, contents, held_by
from linen_upgrade.meaning.training_values import is_only_training
from linen_upgrade.meaning.values import (
    UNKNOWN,
    Array,
    Container,
    Derived,
    Imported,
    Literal,
    MaybeModule,
    Method,
    ParameterValue,
    Rng,
    Unknown,
    Value,
    qualified,
    sources,
    used_sources,
)

_LITERALS = {
    "integer": "int",
    "float": "float",
    "string": "str",
    "concatenated_string": "str",
    "true": "bool",
    "false": "bool",
    "none": "None",
}
DEEPEST = 140
"""Levels of expressions and statements that are looked at; Python itself allows 200 parentheses and 100 blocks."""
MODULE_BASES = (OLD_CLASS, "flax.nn.recurrent.RNNCellBase", "flax.linen.Module")
"""Classes that are there to be inherited from, and have no parameters of their own."""


class ExpressionReader(AttributeReader):
    """Evaluates expressions of one top-level statement, noting constructs and evidence on the way."""

    def __init__(self, source: bytes, statement: Node, module: ModuleScope) -> None:
        super().__init__(source, statement, module)
        self._readers: dict[str, Callable[[Node], Value]] = {
            "identifier": self._identifier,
            "attribute": self.attribute,
            "call": lambda node: self.calls.call(node),
            "subscript": self.subscript,
            "binary_operator": self._operator,
            "unary_operator": self._operator,
            "not_operator": self._operator,
            "boolean_operator": self._boolean,
            "comparison_operator": self._comparison,
            "conditional_expression": self._conditional,
            "lambda": self.lambda_expression,
            "list_comprehension": self.comprehension,
            "set_comprehension": self.comprehension,
            "dictionary_comprehension": self.comprehension,
            "generator_expression": self.comprehension,
            "named_expression": self._walrus,
            "parenthesized_expression": self.inner,
            "dictionary": self.container,
            "list": self.container,
            "set": self.container,
            "tuple": self.container,
            "expression_list": self.container,
            "interpolation": self._interpolation,
            "yield": self._yield,
            "type": self._type,
        }

    # -- values

    def value(self, node: Node) -> Value:
        """What an expression is; UNKNOWN below DEEPEST levels, where Python's own stack would end."""
        if self.depth >= DEEPEST:
            self.unread = True
            return UNKNOWN
        self.depth += 1
        try:
            return self._value(node)
        finally:
            self.depth -= 1

    def _value(self, node: Node) -> Value:
        kind = node.type
        reader = self._readers.get(kind)
        if reader is not None:
            return reader(node)
        literal = _LITERALS.get(kind)
        if kind == "string":
            parts = (self.text(part) for part in node.named_children if part.type == "string_content")
            self.calls.training.names_parameters(node, " ".join(parts))
        if literal is not None and not node.named_child_count:
            return Literal(literal)
        found = [self.value(child) for child in node.named_children if child.type not in (*ASIDES, "string_content")]
        return Literal(literal) if literal is not None else self.tainted(found)

    def marks(self) -> tuple[tuple[list[Any], int], ...]:
        """How much has been found so far."""
        calls = self.calls
        found: tuple[list[Any], ...] = (
            *(self.constructs, self.evidence, self.old_names, self.foreign_calls, self.results, self.open_members),
            *(calls.made, calls.obstacles, calls.taken, calls.submodule_names),
            *(calls.creations.found, calls.creations.calls),
        )
        return tuple((part, len(part)) for part in found)

    def forget(self, marks: tuple[tuple[list[Any], int], ...]) -> None:
        """Drop what was found since then: it is going to be read again, or was read before."""
        for part, length in marks:
            del part[length:]

    def quietly(self, node: Node) -> Value:
        """The value of an expression that is read elsewhere."""
        marks, number = self.marks(), self.calls.number
        value = self.value(node)
        self.forget(marks)
        self.calls.number = number
        return value

    def note(self, value: Value, kind: str, node: Node) -> None:
        """Record one observation for every parameter that `value` comes from."""
        found = used_sources(value)
        # Of two parameters in one expression, which is the array stays open; of two alternatives, each is.
        if len(found) > 1 and kind == EvidenceKind.ARRAY_USE and not (isinstance(value, Derived) and value.each):
            return
        for source in found:
            self.evidence.append(Evidence(source.owner, source.name, kind, self.span(node), self.excerpt(node)))

    def _identifier(self, node: Node) -> Value:
        name = self.text(node)
        scope = self.scope.find(name)
        if scope is None:
            found = self.module.lookup(name)
            if isinstance(found, Imported):
                note_gone_use(self, node, found.path)
                self.calls.training.named(node, node, found.path)
                note_optimizer_name(self, node, node, found)
            if found is None:
                return UNKNOWN
            return self.noted(node, self.mentioned(node, self.filled(name, found, self.module.home)))
        if name in scope.parameters:
            known = scope.references.setdefault(name, [])
            if self.span(node) not in known:
                known.append(self.span(node))
            if not self._self_reaches(scope):
                scope.rebound.add(name)
        note_optimizer_name(self, node, node, scope.names[name])
        return self.mentioned(node, scope.names[name])

    def known(self, value: Value) -> Value:
        """What callers give to a parameter, where that belongs to training code; any other value as it is."""
        fact = self.module.fact(value) if isinstance(value, ParameterValue) else None
        return fact if fact is not None and is_only_training(fact) else value

    def mentioned(self, node: Node, value: Value) -> Value:
        """A value, once the functions that it holds are noted."""
        self.calls.stand_ins.mentioned(value, node)
        return note_handed_around(self, node, value)

    def filled(self, name: str, found: Value, home: str) -> Value:
        """What a name of a file's top level is, with what functions put there."""
        is_made = isinstance(found, MaybeModule) and found.result
        if is_made or isinstance(found, (Unknown, Array, Derived, Method)) or is_only_training(found):
            held = self.module.fact(held_by(qualified(home, name)))
            return found if held is None else held
        put = self.module.fact(contents(name)) if isinstance(found, (Container, Literal)) else None
        if put is None:
            return found
        return put if found == Literal("None") else join(found, put)

    def _self_reaches(self, scope: Scope) -> bool:
        return scope.self_name is None or self.scope.find(scope.self_name) is scope

    def _operands(self, node: Node) -> list[Value]:
        return [self.value(child) for child in node.named_children if child.type not in ASIDES]

    def _operator(self, node: Node) -> Value:
        values = self._operands(node)
        if values and values[0] == Literal("str") and any(child.type == "%" for child in node.children):
            for operand, part in zip(values, parts_of(node), strict=True):
                self.note(operand, EvidenceKind.HYPER_USE, node)
                self.note_thawed(EvidenceKind.WRITTEN_OUT, part, "", node)
            return Literal("str")
        if self.extends_list(node, values):
            return (
                Literal("list") if not any(map(sources, values)) else Derived(frozenset(chain(*map(sources, values))))
            )
        arithmetic = node.type == "binary_operator"
        if arithmetic and any(self.may_hold(v) for v in values) and not any(isinstance(v, Array) for v in values):
            return self._of_modules(node, values)
        for operand in values if arithmetic else ():
            self.note(operand, EvidenceKind.OPERAND, node)
        if any(isinstance(v, Array) for v in values):
            return Array()
        found = frozenset(source for v in values for source in sources(v))
        if found:
            return Derived(found)
        return (
            values[0] if values and all(v == values[0] for v in values) and isinstance(values[0], Literal) else UNKNOWN
        )

    def _of_modules(self, node: Node, values: list[Value]) -> Value:
        """Containers of modules added or repeated."""
        sign = node.child_by_field_name("operator")
        kind = self.text(sign) if sign is not None else ""
        held = next((v for v in values if isinstance(v, Container)), None)
        if held is None or len(values) != 2:
            return self.tainted(values)
        if kind in ("+", "|"):
            return containers.concatenated(values[0], values[1])
        for value in values:
            self.note(value, EvidenceKind.HYPER_USE, node)
        return containers.unordered(held, held.type)

    def _boolean(self, node: Node) -> Value:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        first = self.value(left) if left is not None else UNKNOWN
        with self.unliftable():
            second = self.value(right) if right is not None else UNKNOWN
        if any(child.type == "or" for child in node.children):
            self._alternatives(first, second, node)
        return self.calls.stand_ins.joined(first, second, node)

    def _alternatives(self, first: Value, second: Value, node: Node) -> None:
        """What stands in for an array or a key is one."""
        for value, other in ((first, second), (second, first)):
            if isinstance(other, Rng) or (isinstance(other, Array) and other.certain):
                self.note(value, EvidenceKind.ARRAY_USE, node)

    def _comparison(self, node: Node) -> Value:
        nodes = parts_of(node)
        values = [self.value(child) for child in nodes]
        self.type_tests(node, nodes, values)
        literals = {v.type for v in values if isinstance(v, Literal)}
        if literals and literals <= {"str", "int", "bool"} and len(nodes) == 2:
            for operand in values:
                self.note(operand, EvidenceKind.HYPER_USE, node)
        return Array() if any(isinstance(v, Array) for v in values) else Literal("bool")

    def _conditional(self, node: Node) -> Value:
        branches = parts_of(node)
        if len(branches) != 3:
            return UNKNOWN
        self.value(branches[1])
        with self.unliftable():
            first, second = self.value(branches[0]), self.value(branches[2])
            self._alternatives(first, second, node)
            return self.calls.stand_ins.joined(first, second, node)

    def inner(self, node: Node) -> Value:
        """What stands in parentheses, or behind a star."""
        value: Value = UNKNOWN
        for child in node.named_children:
            if child.type not in ASIDES:
                value = self.value(child)
        return value

    def _type(self, node: Node) -> Value:
        for named, name, path in names_in_type(self, node):
            value = imported(path)
            if named.type == "attribute":
                note_gone_name(self, named, name, path)
            note_optimizer_name(self, named, name, value)
            if isinstance(value, Imported):
                self.calls.training.named(named, name, value.path)
        return UNKNOWN

    def _yield(self, node: Node) -> Value:
        """What a generator gives out is what iterating over its result yields."""
        value = self.inner(node)
        self.calls.training.kept_apart(value, node, "what a generator gives")
        if containers.is_followed(value):
            many = any(child.type == "from" for child in node.children)
            self.calls.returns(value if many and isinstance(value, Container) else Container("list", (("", value),)))
        return UNKNOWN

    def _interpolation(self, node: Node) -> Value:
        """`{width}` in an f-string."""
        for child in node.named_children:
            if child.type not in ("type_conversion", "format_specifier", *ASIDES):
                self.value(child)
                self.note_thawed(EvidenceKind.WRITTEN_OUT, child, "", node)
            elif child.type == "format_specifier":
                self.inner(child)
        return Literal("str")

    def _walrus(self, node: Node) -> Value:
        name, expression = node.child_by_field_name("name"), node.child_by_field_name("value")
        value = self.value(expression) if expression is not None else UNKNOWN
        # What stands behind it in the statement may read it, so it can't be moved in front.
        self.nesting = Nesting(self.nesting.statement, self.nesting.inline, liftable=False)
        scope = self.scope
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        if name is not None:
            scope.bind(self.text(name), value)
        return value

    def lambda_expression(self, node: Node) -> Value:
        """See `FunctionReader.lambda_expression`."""
        raise NotImplementedError
