"""Plain functions that stand where module classes may: `norm = nn.LayerNorm if normed else identity`.

Such a call wants another form today, so the function has to give what takes the inputs, as a module's class does; that
is right only where all its uses are seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span, identifiers, parts_of
from linen_upgrade.meaning.class_parts import docstring_of
from linen_upgrade.meaning.constructs import Argument, Construct, ModuleCall
from linen_upgrade.meaning.either import either
from linen_upgrade.meaning.joining import join
from linen_upgrade.meaning.module_values import doubt, old_stand_ins, stand_ins
from linen_upgrade.meaning.scope import Scope, escapes, stands
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.values import (
    Either,
    Function,
    Imported,
    Literal,
    MaybeModule,
    Method,
    Parameter,
    ParameterKind,
    ParameterValue,
    Value,
    is_defined,
    module_classes,
    qualified,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite

_CHOOSING = frozenset({"parenthesized_expression", "conditional_expression", "boolean_operator", "keyword_argument"})
"""What is one of its parts, as that is."""
_FOLLOWED = frozenset(
    {
        *("call", "argument_list", "return_statement", "default_parameter", "typed_default_parameter"),
        *("pair", "list", "tuple", "dictionary", "set", "expression_list", "named_expression"),
        *("comparison_operator", "not_operator", "if_statement", "elif_clause", "expression_statement"),
    }
)
"""Where what becomes of a function is seen elsewhere, or nothing does."""


@dataclass(frozen=True, slots=True)
class StandIn(Construct):
    """A function in the old form that is called where a module may be; `token` is its name, or a whole lambda."""

    place: str
    name: str
    parameters: tuple[Parameter, ...]
    parameter_list: Span
    """The parameters in their parentheses, or those of a lambda."""
    is_lambda: bool
    body: Span
    """The statements behind the docstring and behind what deletes parameters; or what a lambda gives."""
    returned: Span | None
    """The one value that is returned, where that is all that it does and can stand in a lambda."""
    rebound: frozenset[str]
    """Parameters that the body assigns or deletes."""
    names: frozenset[str]
    """All names that it has."""
    one_line: bool
    indent: str
    """How much deeper than its header its body stands."""
    annotation: Span | None
    """The arrow with the annotation of what it returns."""
    escape: str
    """Where it is used so that nobody sees how it is called; '' if that is nowhere."""


class StandInReader:
    """Finds the functions, their calls, and where they get lost."""

    def __init__(self, reader: ExpressionReader) -> None:
        self.reader = reader

    # -- functions

    def place(self, node: Node) -> str:
        """What a `def` or lambda is called in the whole code base; '' where it is no plain one."""
        root, scope = self.reader.root, self.reader.scope
        if node.type != "lambda" and (scope.kind == "class" or (node.parent and node.parent.type.startswith("decor"))):
            return ""
        name = node.child_by_field_name("name")
        if scope.kind == "module" and name is not None:
            return qualified(self.reader.module.home, self.reader.text(name))
        named = (root.child_by_field_name("definition") or root).child_by_field_name("name")
        around = self.reader.text(named) if named is not None else self.reader.text(root).partition("=")[0][:40].strip()
        return qualified(self.reader.module.home, f"{around}@{node.start_byte - root.start_byte}")

    def define(self, node: Node, function: Function, parameters: Iterable[Parameter], scope: Scope | None) -> None:
        """Note a `def` (with its scope) or a lambda that is known to stand for a module."""
        reader = self.reader
        listed, body = node.child_by_field_name("parameters"), node.child_by_field_name("body")
        if function.curried or listed is None or body is None or not self._standing(function):
            return
        statements = parts_of(body)
        rest, deleted = _behind_deletions(statements[1:] if docstring_of(statements) else statements)
        name, returns = node.child_by_field_name("name"), node.child_by_field_name("return_type")
        lost = reader.module.fact(escapes(function.place))
        around = reader.scope.function()
        line = reader.source.rfind(b"\n", 0, body.start_byte) + 1
        deep = reader.source[line : body.start_byte].decode(errors="replace")
        is_lambda = node.type == "lambda"
        arrow = next((child for child in node.children if child.type == "->"), None)
        reader.constructs.append(
            StandIn(
                token=reader.span(name if name is not None else node),
                span=reader.span(node),
                owner=reader.owner(),
                function=around.span if around is not None else None,
                certain=True,
                place=function.place,
                name=reader.text(name) if name is not None else reader.excerpt(node),
                parameters=tuple(parameters),
                parameter_list=reader.span(listed),
                is_lambda=is_lambda,
                body=reader.span(body) if is_lambda or not rest else self._from(rest[0], body),
                returned=None if is_lambda else self._only_value(rest),
                rebound=frozenset(scope.rebound - deleted) if scope is not None else frozenset(),
                names=frozenset(identifiers(body)),
                one_line=body.start_point[0] == node.start_point[0],
                indent=deep[node.start_point[1] :] if not deep.strip() and len(deep) > node.start_point[1] else "  ",
                annotation=Span(reader.span(arrow).start, reader.span(returns).end) if arrow and returns else None,
                escape=lost.why if isinstance(lost, MaybeModule) else "",
            )
        )

    def _from(self, statement: Node, body: Node) -> Span:
        """A body from a statement on, or from the comment above that one."""
        first = statement
        while (above := first.prev_named_sibling) is not None and above.type == "comment":
            line = self.reader.source.rfind(b"\n", 0, above.start_byte) + 1
            if self.reader.source[line : above.start_byte].strip():
                break
            first = above
        return Span(self.reader.span(first).start, self.reader.span(body).end)

    def _only_value(self, statements: Sequence[Node]) -> Span | None:
        """What is returned, if nothing else is done."""
        only = statements[0] if len(statements) == 1 else None
        parts = parts_of(only) if only is not None else []
        if only is None or only.type != "return_statement" or len(parts) != 1:
            return None
        return self.reader.span(parts[0]) if parts[0].type not in ("expression_list", "yield") else None

    # -- calls

    def called(self, callee: Value, site: CallSite) -> None:
        """What may be one of these functions, or a module, is called in the old form."""
        if not doubt(callee) and isinstance(callee, Either):
            for function in old_stand_ins(callee):
                self.reader.results.append((stands(function.place), Literal("bool")))

    def direct_call(self, function: Function, site: CallSite) -> None:
        """One of these functions is called as itself: that call follows."""
        node = site.node.child_by_field_name("function")
        if node is None or function.curried or not self._standing(function):
            return
        self.reader.constructs.append(
            ModuleCall(
                **{**site.fields, "certain": True, "token": site.function},
                callee=function,
                callee_span=self.reader.span(node),
                callee_text=self.reader.text(node),
                named=True,
                form_tells=True,
                ordinal=-1,
                nesting=self.reader.nesting,
                lifted=(),
            )
        )

    # -- where they get lost

    def _standing(self, value: Value) -> list[Function]:
        """Those of the functions behind a value that are known to stand for modules."""
        return [f for f in old_stand_ins(value) if self.reader.module.fact(stands(f.place)) is not None]

    def _escapes(self, function: Function, node: Node) -> None:
        self.reader.results.append((escapes(function.place), MaybeModule(self.reader.excerpt(node))))

    def kept(self, values: Iterable[Value], result: Value, node: Node) -> Value:
        """`result`, which is what became of `values`: functions that it does not tell of are lost."""
        found = {function.place for function in stand_ins(result)}
        for value in values:
            for function in self._standing(value):
                if function.place not in found:
                    self._escapes(function, node)
        return result

    def joined(self, first: Value, second: Value, node: Node) -> Value:
        """What a name is after two branches gave it these values; a parameter may be what callers give it."""
        result = join(first, second)
        for parameter, other in ((first, second), (second, first)):
            is_function = isinstance(parameter, ParameterValue) and isinstance(other, (Function, Imported))
            if is_function and self.reader.may_hold(parameter):
                result = either(parameter, other if is_defined(other) else MaybeModule())
        self.reader.calls.training.joined(first, second, result, node)
        return self.kept([first, second], result, node)

    def mentioned(self, value: Value, node: Node) -> None:
        """A name stands for such a function: whether it is used where that can be followed."""
        if not isinstance(value, Function) or not self._standing(value):
            return
        part, around = node, node.parent
        while around is not None and around.type in _CHOOSING:
            part, around = around, around.parent
        if around is None or around.type in _FOLLOWED or self._is_assigned(part, around):
            return
        self._escapes(value, around)

    def _is_assigned(self, part: Node, around: Node) -> bool:
        """Whether an assignment gives it a name, which is followed."""
        left = around.child_by_field_name("left") if around.type == "assignment" else None
        named = left is not None and left.type in ("identifier", "pattern_list") and self.reader.scope.kind != "class"
        return named and part != left

    def reaches(self, target: ParameterValue, value: Value, node: Node) -> None:
        """A value reaches a parameter: the modules that do, too, tell what it may be."""
        if self._standing(value):
            fact = self.reader.module.fact(target)
            self.kept([value], fact if fact is not None else Literal("None"), node)

    def handed(self, callee: Value, site: CallSite, function: Function | None) -> None:
        """Arguments of a call, of a `function` perhaps, that nobody sees any more."""
        for (argument, node), target in zip(site.passed, self._targets(callee, site, function), strict=True):
            if target is not None:
                self.reaches(target, argument.value, node)
            elif not self._is_left_alone(site):
                self.kept([argument.value], Literal("None"), site.node)

    def _is_left_alone(self, site: CallSite) -> bool:
        """Whether one of Python's own functions looks at its arguments only."""
        function = site.node.child_by_field_name("function")
        return function is not None and self.reader.text(function) in ("isinstance", "callable", "print", "repr", "id")

    def _targets(self, callee: Value, site: CallSite, function: Function | None) -> Iterator[ParameterValue | None]:
        """The parameter that each argument reaches; None where that can't be known."""
        if function is not None:
            yield from _of_function(site.arguments, function)
            return
        first = site.arguments[0].value if site.arguments else None
        binds = isinstance(callee, Imported) and callee.path == "functools.partial"
        held = first if binds and first is not None else callee.receiver if isinstance(callee, Method) else callee
        known = [module for module in module_classes(held) if module.builtin is None]
        module = known[0] if len(known) == 1 else None
        by_position = held is callee and module is not None
        for bound in bind(site.arguments, module.parameters if module is not None else ()):
            reached = bound.parameter if by_position or bound.argument.keyword else None
            owner = reached.owner or module.key if reached is not None and module is not None else ""
            yield ParameterValue(owner, reached.name) if reached is not None else None


def _of_function(arguments: Sequence[Argument], function: Function) -> Iterator[ParameterValue | None]:
    position, starred = 0, False
    for argument in arguments:
        name = argument.keyword or ""
        if argument.star:
            starred = True
        elif argument.keyword is None and not starred:
            name = function.positional[position] if position < len(function.positional) else function.rest
            position += 1
        yield ParameterValue(function.key, name) if name else None


def _behind_deletions(statements: list[Node]) -> tuple[list[Node], set[str]]:
    """What follows the statements at the beginning that delete names, and which these are."""
    deleted: set[str] = set()
    for index, statement in enumerate(statements):
        if statement.type != "delete_statement":
            return statements[index:], deleted
        deleted |= set(identifiers(statement))
    return [], deleted


def is_curried(node: Node) -> bool:
    """Whether a `def` or lambda gives nothing but functions that it makes."""
    body = node.child_by_field_name("body")
    if node.type == "lambda" or body is None:
        return body is not None and body.type == "lambda"
    made = {c.child_by_field_name("name") for c in body.named_children if c.type == "function_definition"}
    names = {name.text for name in made if name is not None}
    values = list(_returned(body))
    return bool(values) and all(v.type == "lambda" or (v.type == "identifier" and v.text in names) for v in values)


def _returned(node: Node) -> Iterator[Node]:
    """What the return statements of a function give, those of functions in it left out."""
    for child in node.named_children:
        if child.type == "return_statement":
            yield from parts_of(child)
        elif child.type not in ("function_definition", "lambda", "class_definition"):
            yield from _returned(child)


def takes_any(parameter: Parameter) -> bool:
    """Whether it is `*args` or `**kwargs`."""
    return parameter.kind in (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)
