"""What `init_by_shape` is told of each input: a shape, or a pair of shape and type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span, parts_of
from linen_upgrade.meaning.asked_parameters import Named, Question, source_of
from linen_upgrade.meaning.bound_once import bound_to
from linen_upgrade.meaning.values import Container, Function, Imported, Literal, ParameterValue, Value

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

SHAPES, PAIRS, _OTHERS = "shapes", "pairs", "others"
_SPECS = Question("listed", (SHAPES, PAIRS, _OTHERS))
"""What callers list for the inputs of `init_by_shape`."""
_SEQUENCES = ("tuple", "list")


def specs_written(listed: Node, reader: ExpressionReader) -> tuple[tuple[Span, bool], ...] | None:
    """What is written for each input, with whether it is a shape alone, if that can be told of each."""
    if listed.type not in _SEQUENCES:
        return None
    parts = parts_of(listed)
    shapes = [_is_shape(part, reader) for part in parts]
    if any(shape is None for shape in shapes):
        return None
    return tuple((reader.span(part), bool(shape)) for part, shape in zip(parts, shapes, strict=True))


def specs_elsewhere(listed: Node, reader: ExpressionReader) -> str:
    """What specs that are listed elsewhere are known for, SHAPES or PAIRS of shape and type; '' where that isn't known.

    Of a parameter, all callers that are seen have to give the same.
    """
    kinds = _kinds(listed, reader.quietly(listed), reader)
    return kinds[0] if len(kinds) == 1 and kinds[0] in (SHAPES, PAIRS) else ""


def note_handed_specs(reader: ExpressionReader, function: Function, named: Named) -> None:
    """Note what callers list for the parameters of a function that go to `init_by_shape` there."""
    asked = _SPECS.asked(reader, function.key)
    for name, argument, node in named:
        for kind in _kinds(source_of(node), argument.value, reader) if name in asked else ():
            _SPECS.answer(reader, ParameterValue(function.key, name), kind)


def _kinds(listed: Node, value: Value, reader: ExpressionReader) -> list[str]:
    """What a list of specs may hold."""
    if isinstance(value, ParameterValue):
        _SPECS.ask(reader, value.owner, [value.name])
        return [_SPECS.settled(reader, value) or _OTHERS]
    written = _written(listed, reader)
    shapes = {_is_shape(part, reader) for part in parts_of(written)} if written.type in _SEQUENCES else {None}
    return [SHAPES] if shapes == {True} else [PAIRS] if shapes == {False} else [_OTHERS]


def _is_shape(spec: Node, reader: ExpressionReader) -> bool | None:
    """Whether a spec is a shape alone, or a pair of shape and type; None where that can't be told."""
    spec = _written(spec, reader)
    parts = parts_of(spec)
    if spec.type not in _SEQUENCES:
        return None
    if len(parts) != 2:
        return True
    first, second = (_value(part, reader) for part in parts)
    if _is_sequence(_written(parts[0], reader), first) or isinstance(second, Imported) or _is_type(parts[1]):
        return False
    return True if any(_is_number(*found) for found in zip(parts, (first, second), strict=True)) else None


def _written(node: Node, reader: ExpressionReader) -> Node:
    """An expression, or what the function around gives to the name that it is, if it does so once."""
    name = reader.text(node)
    scope = reader.scope.find(name) if node.type == "identifier" else None
    around = scope.node if scope is not None else None
    return (bound_to(name, around) if around is not None else None) or node


def _value(node: Node, reader: ExpressionReader) -> Value:
    """What an expression is, or what callers give for the parameter that it is."""
    value = reader.quietly(node)
    fact = reader.module.fact(value) if isinstance(value, ParameterValue) else None
    return value if fact is None else fact


def _is_sequence(node: Node, value: Value) -> bool:
    """Whether it is a shape: written out, put together of some, asked of an array, or known for one."""
    if node.type == "parenthesized_expression" and node.named_children:
        return _is_sequence(node.named_children[0], value)
    if node.type == "binary_operator":
        sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
        return any(side is not None and side.type in _SEQUENCES for side in sides)
    member = node.child_by_field_name("attribute") if node.type == "attribute" else None
    is_shape = member is not None and member.text == b"shape"
    return node.type in _SEQUENCES or is_shape or _is_sequence_value(value)


def _is_sequence_value(value: Value) -> bool:
    return isinstance(value, (Container, Literal)) and value.type in _SEQUENCES


def _is_number(node: Node, value: Value) -> bool:
    return node.type in ("integer", "binary_operator") or (isinstance(value, Literal) and value.type == "int")


def _is_type(node: Node) -> bool:
    """Whether it is the type of an array, or a type that is written out."""
    member = node.child_by_field_name("attribute") if node.type == "attribute" else None
    return node.type == "string" or (member is not None and member.text == b"dtype")
