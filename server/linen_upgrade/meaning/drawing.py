"""Functions outside of modules that ask for a key, or whether there are keys: today somebody has to hand them that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span, ancestors, free_name, function_around, identifiers, is_called, parts_of, walk
from linen_upgrade.meaning.constructs import Call, Construct
from linen_upgrade.meaning.keyed_functions import wants
from linen_upgrade.meaning.scope import drawing, handed_around
from linen_upgrade.meaning.values import Function, Imported, Literal, Value

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite

KEY, MODULE = Literal("key"), Literal("module")
"""What a function has to be handed: one key, or (where it draws several, or perhaps none) the module that it asks."""
Draw = tuple[Node, Literal]
"""A place where a function draws, or calls one that does, with what has to be at hand there."""

_ALWAYS = frozenset(
    "block expression_statement return_statement assignment augmented_assignment argument_list call keyword_argument "
    "binary_operator unary_operator parenthesized_expression attribute subscript tuple expression_list list".split()
)
"""Syntax whose parts are evaluated once whenever it is."""


@dataclass(frozen=True, slots=True)
class DrawingFunction(Construct):
    """A function of the file that draws keys, or calls one that does.

    `key` is its name in the whole code base, `parameter` how what it is handed is called, `first` where that goes.
    """

    key: str
    parameter: str
    takes_module: bool
    first: Span
    """The first parameter, or the empty place between the parentheses."""
    has_parameters: bool
    body: Span
    dropped: Span | None
    """The statement that gives the key its name, which the parameter has today."""
    is_plain: bool
    """False for what is decorated or defined in another one or under a condition."""
    goes_around: bool
    """Whether it is used otherwise than by calling it."""


@dataclass(frozen=True, slots=True)
class DrawCall(Call):
    """A call of such a function."""

    callee: str
    """The function, by its key."""
    takes_module: bool


def note_draw_call(reader: ExpressionReader, callee: Function, site: CallSite) -> None:
    """Note the call of a function that draws."""
    drawn = reader.module.fact(drawing(callee.key))
    if drawn is None:
        return
    fields = {**site.fields, "certain": True, "token": site.function}
    reader.constructs.append(DrawCall(**fields, callee=callee.key, takes_module=drawn != KEY))
    note_draw(reader, site, KEY if drawn == KEY else MODULE)


def note_draw(reader: ExpressionReader, site: CallSite, needed: Literal) -> None:
    """Note that the function that is being read wants to be handed a key, or a module."""
    is_keyed = _has_key(reader, site.node) or reader.calls.training.contexts.is_handed
    if site.fields["self_name"] is None and not is_keyed:
        reader.calls.draws.append((site.node, needed))


def _has_key(reader: ExpressionReader, node: Node) -> bool:
    """Whether `with nn.stochastic(key):` around a place in the same function gives it a key."""
    statements = (around for around in ancestors(node, function_around(node)) if around.type == "with_statement")
    clauses = (child for statement in statements for child in statement.named_children if child.type == "with_clause")
    return any(reader.quietly(name) in _STOCHASTIC for clause in clauses for name in _called(clause))


def _called(clause: Node) -> list[Node]:
    """What a `with` calls for its contexts."""
    held = [item.child_by_field_name("value") for item in clause.named_children]
    held = [h.named_children[0] if h is not None and h.type == "as_pattern" else h for h in held]
    found = [h.child_by_field_name("function") for h in held if h is not None and h.type == "call"]
    return [name for name in found if name is not None]


_STOCHASTIC = (Imported("flax.nn.stochastic"), Imported("flax.linen.stochastic"))
"""Linen has none: under its import, too, it is the old one."""


def note_handed_around(reader: ExpressionReader, node: Node, value: Value) -> Value:
    """Note that a function that draws is used otherwise than by calling it. Gives the value."""
    fact = reader.module.fact
    if isinstance(value, Function) and not is_called(node) and (fact(drawing(value.key)) or fact(wants(value.key))):
        reader.results.append((handed_around(value.key), Literal("bool")))
    return value


def note_drawing_function(reader: ExpressionReader, node: Node, key: str, draws: list[Draw]) -> None:
    """Note a function that draws, and what it has to be handed."""
    name, listed, body = (node.child_by_field_name(field) for field in ("name", "parameters", "body"))
    if name is None or listed is None or body is None:
        return
    needed = KEY if len(draws) == 1 and draws[0][1] == KEY and _surely_runs(draws[0][0], node) else MODULE
    reader.results.append((drawing(key), needed))
    if reader.scope.kind == "class":
        return
    parameters = parts_of(listed)
    place = (
        reader.span(parameters[0]) if parameters else Span(reader.span(listed).start + 1, reader.span(listed).start + 1)
    )
    named = _naming(reader, draws[0][0], body) if needed == KEY else None
    # What is left out goes with the blanks behind it.
    last = next(n for n in body.named_children if n.start_byte > named[0].start_byte) if named is not None else listed
    kept = (
        reader.text(named[1])
        if named is not None
        else free_name("key" if needed == KEY else "module", identifiers(node))
    )
    reader.constructs.append(
        DrawingFunction(
            token=reader.span(name),
            span=Span(reader.span(name).start, reader.span(last).end),
            owner=None,
            function=reader.span(node),
            certain=True,
            key=key,
            parameter=kept,
            takes_module=needed == MODULE,
            first=place,
            has_parameters=bool(parameters),
            body=reader.span(body),
            dropped=reader.span(named[0]) if named is not None else None,
            is_plain=node == reader.root,
            goes_around=reader.module.fact(handed_around(key)) is not None,
        )
    )


def _surely_runs(draw: Node, function: Node) -> bool:
    """Whether a function evaluates an expression exactly once whenever it is called."""
    if any(around.type not in _ALWAYS for around in ancestors(draw, function)):
        return False
    return not any(node.type in _LEAVING and node.end_byte <= draw.start_byte for node in walk(function))


_LEAVING = frozenset(("return_statement", "raise_statement", "yield"))


def _naming(reader: ExpressionReader, draw: Node, body: Node) -> tuple[Node, Node] | None:
    """The statement `key = nn.make_rng()` around a draw, and the name; None where it can't be left out."""
    assignment = draw.parent
    statement = assignment.parent if assignment is not None else None
    if assignment is None or statement is None or assignment.type != "assignment" or statement.parent != body:
        return None
    name, others = assignment.child_by_field_name("left"), body.named_children
    behind = reader.source[statement.end_byte :].lstrip(b" \t")[:1]
    if name is None or name.type != "identifier" or assignment.child_by_field_name("type") is not None:
        return None
    if others[-1] == statement or behind not in (b"\n", b"\r") or assignment.child_by_field_name("right") != draw:
        return None
    taken = body.parent.child_by_field_name("parameters") if body.parent is not None else None
    return None if taken is None or reader.text(name) in identifiers(taken) else (statement, name)
