"""JAX's transformations around what calls modules: Linen has forms of its own for them, which know of variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span, identifiers, is_called, own_nodes, parts_of, walk
from linen_upgrade.meaning.constructs import TransformCall
from linen_upgrade.meaning.given_names import given_in, parameters_in
from linen_upgrade.meaning.module_calls import CallSite
from linen_upgrade.meaning.shared_calls import shared_modules
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    Function,
    Method,
    Self,
    SharedModule,
    Value,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

APPLIED_LATER = frozenset({"jax.checkpoint", "jax.remat", "jax.jit", "jax.vmap", "jax.pmap"})
"""Transformations that return a function: its calls make what the function makes."""
_SCAN_IN_DIM = ("body_fn", "init", "xs", "axis", "keepdims")
SCANS = {
    "jax.lax.scan": ("f", "init", "xs", "length", "reverse", "unroll"),
    "flax.jax_utils.scan_in_dim": _SCAN_IN_DIM,
    "flax.nn.attention.scan_in_dim": _SCAN_IN_DIM,
}
"""Transformations that scan, with their parameters."""
_LOOPS = ("for_statement", "while_statement", "list_comprehension", "generator_expression", "set_comprehension")
_FUNCTIONS = ("function_definition", "lambda", "class_definition")


def makes_modules(reader: ExpressionReader, value: Value) -> bool:
    """Whether calling a value calls modules."""
    if isinstance(value, Function):
        return value.makes_modules or reader.module.fact(value.key) is not None
    if isinstance(value, Method) and shared_modules(value.receiver):
        return True
    if isinstance(value, Method) and isinstance(value.receiver, Self):
        return reader.module.fact(f"{value.receiver.owner}.{value.name}") is not None
    return isinstance(value, MODULE_KINDS)


def transform_call(reader: ExpressionReader, path: str, site: CallSite, index: int, callee: Value) -> TransformCall:
    """The construct that a transformation is, whose argument number `index` calls modules when it is called."""
    node = site.nodes[index]
    kind = _kind(reader, node, callee, path in SCANS) if index == 0 else "unknown"
    definition = _definition(reader, node) if kind == "def" else node if kind == "lambda" else None
    parameters = definition.child_by_field_name("parameters") if definition is not None else None
    outer = site.node.parent
    applied = outer if outer is not None and is_called(site.node) else None
    inputs = applied.child_by_field_name("arguments") if applied is not None else None
    name = site.fields["self_name"] or ""
    held = _held(reader, definition) if definition is not None else ()
    uses, others = _uses(reader, node, definition) if kind in ("def", "function", "method") else (1, False)
    return TransformCall(
        **site.fields,
        path=path,
        callee=callee,
        kind=kind if definition is not None or kind not in ("def", "lambda") else "unknown",
        header=reader.span(parameters) if parameters is not None else None,
        body=reader.span(definition) if definition is not None else None,
        takes_any=parameters is not None and bool(parts_of(parameters)),
        used_elsewhere=others and kind == "def",
        repeated=uses > 1
        or (path in APPLIED_LATER and applied is None and _called_again(reader, site.node))
        or _repeated(site.node, definition if kind == "def" else node),
        hides_self=parameters is not None and name in identifiers(parameters),
        applied=reader.span(applied) if applied is not None else None,
        applied_keywords=inputs is not None and any(c.type == "keyword_argument" for c in inputs.named_children),
        held=held,
        only_calls=definition is not None and len(held) == 1 and _only_calls(reader, definition, held[0][0], name),
        binds_held=definition is not None and any(_binds(reader, definition, name) for name, _ in held),
        second=_second(reader, parameters) if parameters is not None else None,
    )


def _binds(reader: ExpressionReader, function: Node, name: str) -> bool:
    """Whether a function has a parameter of that name, or gives it a value."""
    return name in parameters_in(function, reader.text) or any(given_in(function, name))


def _second(reader: ExpressionReader, parameters: Node) -> Span | None:
    """The second of two parameters without stars or defaults."""
    parts = parts_of(parameters)
    plain = all(part.type in ("identifier", "typed_parameter") for part in parts)
    return reader.span(parts[1]) if len(parts) == 2 and plain else None


def _kind(reader: ExpressionReader, node: Node, value: Value, is_scan: bool) -> str:
    if node.type == "lambda":
        return "lambda"
    if isinstance(value, SharedModule):
        # A scan is applied at once, so that it can be handed what is made in its place.
        return "shared" if node.type == "identifier" or (is_scan and node.type == "call") else "unknown"
    if isinstance(value, MODULE_KINDS):
        return "class"
    if isinstance(value, Method):
        return "method" if isinstance(value.receiver, Self) else "unknown"
    if node.type != "identifier":
        return "unknown"
    return "def" if reader.scope.find(reader.text(node)) is not None else "function"


def _definition(reader: ExpressionReader, name: Node) -> Node | None:
    """The one definition of a local function of that name."""
    scope = reader.scope.find(reader.text(name))
    if scope is None or scope.node is None:
        return None
    found = [d for d in own_nodes(scope.node) if d.type == "function_definition" and _name(d) == name.text]
    return found[0] if len(found) == 1 else None


def _name(definition: Node) -> bytes | None:
    node = definition.child_by_field_name("name")
    return node.text if node is not None else None


def _uses(reader: ExpressionReader, name: Node, definition: Node | None) -> tuple[int, bool]:
    """How often a function is given to the same transformation; and whether it has other uses, or decorators."""
    transform, own, uses = _given_to(name), None, 0
    others = False
    if definition is not None:
        own = definition.child_by_field_name("name")
        others = definition.parent is not None and definition.parent.type == "decorated_definition"
    for node in _named(reader, name):
        if node != own:
            uses += _given_to(node) == transform
            others |= _given_to(node) != transform
    return uses, others


def _named(reader: ExpressionReader, name: Node) -> list[Node]:
    """The places where the method around says the same name (`block`, `self.block`)."""
    method = reader.scope.method()
    nodes = walk(method.node) if method is not None and method.node is not None else ()
    return [node for node in nodes if node.type == name.type and node.text == name.text]


def _called_again(reader: ExpressionReader, call: Node) -> bool:
    """Whether the function that a transformation returns may be called more than once."""
    holder = call.parent.child_by_field_name("left") if call.parent is not None else None
    if call.parent is None or call.parent.type != "assignment" or holder is None or holder.type != "identifier":
        return True
    uses = [node for node in _named(reader, holder) if node != holder]
    return len(uses) > 1 or any(_repeated(node, call) for node in uses)


def _given_to(argument: Node) -> bytes | None:
    """The source of what a call calls, if `argument` is its first argument."""
    listed = argument.parent
    call = listed.parent if listed is not None and parts_of(listed)[0] == argument else None
    function = call.child_by_field_name("function") if call is not None and call.type == "call" else None
    return function.text if function is not None else None


def _repeated(call: Node, made: Node | None) -> bool:
    """Whether a call is made more often than what it transforms, so that its runs share their parameters."""
    node, loops = call.parent, []
    while node is not None and node.type not in _FUNCTIONS:
        if node.type in _LOOPS:
            loops.append(node)
        node = node.parent
    return any(made is None or not _contains(loop, made) for loop in loops)


def _contains(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def _held(reader: ExpressionReader, definition: Node) -> tuple[tuple[str, Value], ...]:
    """The shared modules that a function uses and that were made outside of it."""
    found = []
    for name in sorted(identifiers(definition)):
        scope = reader.scope.find(name)
        if scope is not None and name in scope.names and shared_modules(scope.names[name]):
            found.append((name, scope.names[name]))
    return tuple(found)


def _only_calls(reader: ExpressionReader, definition: Node, held: str, self_name: str) -> bool:
    """Whether a function calls the module of that name, and needs neither the module around nor any other."""
    parameters = definition.child_by_field_name("parameters")
    if self_name in identifiers(definition) or (parameters is not None and held in identifiers(parameters)):
        return False
    for node in walk(definition):
        if node != definition and node.type in _FUNCTIONS:
            return False
        function = node.child_by_field_name("function") if node.type == "call" else None
        if function is not None and reader.text(function) != held and makes_modules(reader, reader.quietly(function)):
            return False
        if node.type == "identifier" and reader.text(node) == held and not is_called(node):
            return False
    return True
