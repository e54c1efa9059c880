"""Where the carry of a recurrent cell comes from: what tells its size at the place where the cell is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span, ancestors, identifiers, own_nodes, parts_of
from linen_upgrade.meaning.given_names import (
    CarrySource,
    Given,
    Path,
    comprehension_around,
    given_in,
    parameters_in,
    runs_before,
    written,
)
from linen_upgrade.meaning.moved import needs_features
from linen_upgrade.meaning.rank_vocabulary import ARRAY_PACKAGES
from linen_upgrade.meaning.values import Imported, ModuleClass, module_classes

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

Sources = frozenset["CarrySource | None"]
_UNKNOWN: Sources = frozenset({None})
_NONE: Sources = frozenset()
"""What leads back to where one came from says nothing new."""
_OF_SHAPE = frozenset({"zeros", "ones", "empty", "full"})
_SAME_SIZE = frozenset(
    "zeros_like ones_like full_like asarray tanh relu sigmoid elu gelu softplus stop_gradient negative".split()
)
"""Functions that keep the size of their first operand."""
_PLAIN = frozenset(
    "identifier integer string string_content string_start string_end attribute subscript slice unary_operator".split()
)
"""What can be read twice: it costs nothing and changes nothing."""
_LOOPS = ("for_statement", "while_statement")
_FUNCTIONS = ("function_definition", "lambda")
_UNPLACED = ("keyword_argument", "list_splat", "dictionary_splat")
_DEEPEST = 5


@dataclass
class Flows:
    """What carries flow through in a statement: calls of cells, scans, and the functions that are scanned."""

    cells: dict[Span, tuple[Node, bool]] = field(default_factory=dict)
    """The carry that each call of a cell is given, and whether that is a pair."""
    scans: dict[Span, Node] = field(default_factory=dict)
    """The first carry of each scan."""
    bodies: dict[Span, Node] = field(default_factory=dict)
    """The first carry that each scanned function begins with."""
    sizes: dict[Span, Node] = field(default_factory=dict)
    """The size that each first carry of a cell is asked for."""


class CarryTracer:
    """Follows the carry of one cell back to what can be read at `made`, where the cell is made."""

    def __init__(self, reader: ExpressionReader, flows: Flows, made: Node, own: Iterable[Span]) -> None:
        self._reader, self._flows, self._made = reader, flows, made
        self._own = frozenset(own)
        self._home = next((a for a in ancestors(made) if a.type in _FUNCTIONS), None)
        self._known: dict[tuple[str, int, Path], Sources] = {}
        self.parameters: dict[str, Node] = {}
        """The parameters of the function around `made` that were come across, each with a place that reads it."""

    def size_of(self, node: Node, path: Path) -> Sources:
        """What tells the size of the array that lies at `path` in the value of an expression."""
        if len(path) > _DEEPEST:
            return _UNKNOWN
        kind, parts = node.type, parts_of(node)
        if kind == "parenthesized_expression":
            return self.size_of(parts[0], path)
        if kind == "identifier":
            return self._of_name(node, path)
        if kind in ("tuple", "list", "expression_list"):
            starred = any(part.type == "list_splat" for part in parts)
            known = bool(path) and isinstance(path[0], int) and path[0] < len(parts) and not starred
            return self.size_of(parts[int(path[0])], path[1:]) if known else _UNKNOWN
        if kind == "conditional_expression" and len(parts) == 3:
            return self.size_of(parts[0], path) | self.size_of(parts[2], path)
        if kind == "binary_operator":
            scaled = [part for part in parts if part.type not in ("integer", "float")]
            return self.size_of(scaled[0], path) if len(scaled) == 1 and not path else _UNKNOWN
        if kind == "attribute" and len(parts) == 2:
            return self.size_of(parts[0], (f".{self._reader.text(parts[1])}", *path))
        if kind == "subscript":
            return self._of_entry(node, parts, path)
        return self._of_call(node, path) if kind == "call" else _UNKNOWN

    def _of_entry(self, node: Node, parts: list[Node], path: Path) -> Sources:
        if len(parts) == 2 and parts[1].type == "integer":
            return self.size_of(parts[0], (int(self._reader.text(parts[1]), 0), *path))
        if len(parts) == 2 and parts[1].type in ("identifier", "string"):
            known = self._can_be_read(parts[1])
            return self.size_of(parts[0], (f"[{self._reader.text(parts[1])}]", *path)) if known else _UNKNOWN
        # A slice is written again as it stands.
        is_array = not path and self._can_be_read(node)
        return frozenset({CarrySource(self._reader.text(node), is_size=False)}) if is_array else _UNKNOWN

    # -- names

    def _of_name(self, node: Node, path: Path) -> Sources:
        name = self._reader.text(node)
        around = self._binder(name, node)
        if around is not None and around == self._home:
            self._note_parameter(name, node, around)
        key = (name, around.id if around is not None else 0, path)
        if key not in self._known:
            self._known[key] = _NONE
            self._known[key] = self._of_names_value(name, around, path)
        return self._known[key]

    def _of_names_value(self, name: str, around: Node | None, path: Path) -> Sources:
        readable = frozenset({CarrySource(f"{name}{written(path)}", is_size=False)})
        if around is None or around != self._home:
            if around is not None and not _contains(around, self._made):
                return self._of_inner_name(name, around, path)
            return readable if self._is_set(name, around) else _UNKNOWN
        given = list(given_in(around, name))
        later = [one for one in given if one.node.start_byte >= self._made.end_byte]
        found = self._of_all(later, name, around, path)
        if found or (later and not self._is_set(name, around)):
            return found
        return readable if self._is_set(name, around) else self._of_all(given, name, around, path)

    def _note_parameter(self, name: str, node: Node, around: Node) -> None:
        is_parameter = name in parameters_in(around, self._reader.text)
        new = (one.node for one in given_in(around, name) if not self._is_kept(one.node, name, around))
        if is_parameter and not any(runs_before(place, node) for place in new):
            self.parameters.setdefault(name, node)

    def _of_inner_name(self, name: str, around: Node, path: Path) -> Sources:
        """A name of a function that is made beside the cell: a scan begins with what it is first given."""
        if around.type not in _FUNCTIONS:
            return _UNKNOWN
        found = self._of_all(given_in(around, name), name, around, path)
        parameters = parameters_in(around, self._reader.text)
        if name not in parameters:
            return found or _UNKNOWN
        first = self._flows.bodies.get(self._reader.span(around))
        if first is not None:
            return found | (self.size_of(first, path) if parameters[0] == name else _UNKNOWN)
        for call in self._calls_of(around):
            arguments = parts_of(call)
            place = parameters.index(name)
            plain = place < len(arguments) and all(a.type not in _UNPLACED for a in arguments[: place + 1])
            found |= self.size_of(arguments[place], path) if plain else _UNKNOWN
        return found or _UNKNOWN

    def _calls_of(self, function: Node) -> Iterator[Node]:
        """The arguments of the calls of a local function by its name."""
        named = function.child_by_field_name("name")
        for node in own_nodes(self._home) if named is not None and self._home is not None else ():
            callee = node.child_by_field_name("function") if node.type == "call" else None
            listed = node.child_by_field_name("arguments")
            if named is not None and callee is not None and listed is not None and callee.text == named.text:
                yield listed

    def _of_all(self, given: Iterable[Given], name: str, around: Node, path: Path) -> Sources:
        """What all that a name is given tells, less what a loop that gives it the cell's own carry makes of it."""
        found = _NONE
        for one in given:
            part = self.size_of(one.value, (*one.path, *path)) if one.value is not None else _UNKNOWN
            found |= part if None not in part or not self._is_kept(one.node, name, around) else _NONE
        return found

    def _is_kept(self, node: Node, name: str, around: Node) -> bool:
        """Whether it runs in turns that hand the cell's carry on by that name, whose size is the same in all then."""
        loop = next((a for a in ancestors(node, around) if a.type in _LOOPS), None)
        is_body = self._reader.span(around) in self._flows.bodies
        within = loop if loop is not None else around if is_body else None
        own = () if within is None else (n for n in own_nodes(within) if self._reader.span(n) in self._own)
        return any(
            (call.parent is not None and call.parent.type == "return_statement" and is_body)
            or any(g.value == call and g.path == (0,) for g in given_in(around, name))
            for call in own
        )

    def _binder(self, name: str, node: Node) -> Node | None:
        """The function or comprehension that gives a name its values, as seen from a node; None for the file."""
        for around in ancestors(node):
            if around.type in _FUNCTIONS:
                if name in parameters_in(around, self._reader.text) or any(given_in(around, name)):
                    return around
            elif comprehension_around(around, name):
                return around
        return None

    def _is_set(self, name: str, around: Node | None) -> bool:
        """Whether a name surely has a value where the cell is made, and one that stays."""
        if around is None or around.type not in _FUNCTIONS:
            return True
        given = list(given_in(around, name))
        is_parameter = name in parameters_in(around, self._reader.text)
        if around != self._home:
            return len(given) + is_parameter == 1
        return is_parameter or any(runs_before(one.node, self._made) for one in given)

    # -- calls

    def _of_call(self, node: Node, path: Path) -> Sources:
        span = self._reader.span(node)
        if span in self._flows.cells:
            carry, is_pair = self._flows.cells[span]
            if path[:1] == (0,):
                return self.size_of(carry, path[1:])
            return self.size_of(carry, (1,) if is_pair else ()) if path == (1,) else _UNKNOWN
        if span in self._flows.scans:
            return self.size_of(self._flows.scans[span], path[1:]) if path[:1] == (0,) else _UNKNOWN
        if span in self._flows.sizes:
            return self._size(self._flows.sizes[span]) if path in ((), (0,), (1,)) else _UNKNOWN
        function, listed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or listed is None:
            return _UNKNOWN
        maker = function.child_by_field_name("function") if function.type == "call" else None
        if maker is not None:
            return self._of_instance(maker, function, listed, path)
        if function.type == "attribute":
            asked = self._of_first_carry(function)
            if asked is not None:
                return self._size(asked) if path in ((), (0,), (1,)) else _UNKNOWN
        value = self._reader.quietly(function) if function.type in ("identifier", "attribute") else None
        if isinstance(value, ModuleClass) and value.builtin == "Dense" and not path:
            return self._size(_argument(listed, 1, "features", self._reader))
        if not isinstance(value, Imported) or not value.path.startswith(ARRAY_PACKAGES) or path:
            return _UNKNOWN
        name = value.path.rpartition(".")[2]
        shape = _argument(listed, 0, "shape", self._reader)
        if name in _OF_SHAPE:
            is_listed = shape is not None and shape.type in ("tuple", "list")
            return self._size(parts_of(shape)[-1]) if is_listed and shape and parts_of(shape) else _UNKNOWN
        return self.size_of(shape, path) if name in _SAME_SIZE and shape is not None else _UNKNOWN

    def _of_instance(self, maker: Node, made: Node, listed: Node, path: Path) -> Sources:
        """`nn.Dense(6)(x)`, `nn.LSTMCell(4)(carry, x)`: calls in today's form."""
        modules = self._modules(maker)
        arguments = made.child_by_field_name("arguments")
        if arguments is not None and not path and [m.builtin for m in modules] == ["Dense"]:
            return self._size(_argument(arguments, 0, "features", self._reader))
        carry = _argument(listed, 0, "carry", self._reader)
        if carry is None or len(modules) != 1 or not needs_features(modules[0]) or path[:1] != (0,):
            return _UNKNOWN
        return self.size_of(carry, path[1:])

    def _of_first_carry(self, function: Node) -> Node | None:
        """The size that `nn.LSTMCell(4).initialize_carry` is made with."""
        cell, name = function.child_by_field_name("object"), function.child_by_field_name("attribute")
        maker = cell.child_by_field_name("function") if cell is not None and cell.type == "call" else None
        if name is None or self._reader.text(name) != "initialize_carry" or maker is None or cell is None:
            return None
        listed = cell.child_by_field_name("arguments")
        is_cell = any(map(needs_features, self._modules(maker)))
        return _argument(listed, 0, "features", self._reader) if is_cell and listed is not None else None

    def _modules(self, maker: Node) -> list[ModuleClass]:
        named = maker.type in ("identifier", "attribute")
        return list(module_classes(self._reader.quietly(maker))) if named else []

    # -- what can be written where the cell is made

    def _size(self, node: Node | None) -> Sources:
        """A size that can be written where the cell is made."""
        if node is None or not self._can_be_read(node):
            return _UNKNOWN
        return frozenset({CarrySource(self._reader.text(node), is_size=True)})

    def _can_be_read(self, node: Node) -> bool:
        """Whether an expression has a value where the cell is made, and the same there."""
        if any(inner.type not in _PLAIN for inner in (node, *own_nodes(node))):
            return False
        for name in identifiers(node):
            around = self._binder(name, node)
            if around is None:
                continue
            if not _contains(around, self._made) or not self._is_set(name, around):
                return False
            if around == self._home and any(g.node.start_byte >= self._made.end_byte for g in given_in(around, name)):
                return False
        return True


def _contains(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def _argument(listed: Node, place: int, name: str, reader: ExpressionReader) -> Node | None:
    """The argument of a call that is given by that position or that keyword; None where there may be stars."""
    parts = parts_of(listed)
    if any(part.type in ("list_splat", "dictionary_splat") for part in parts):
        return None
    for index, part in enumerate(parts):
        keyword = part.child_by_field_name("name") if part.type == "keyword_argument" else None
        if keyword is None and index == place and part.type != "keyword_argument":
            return part
        if keyword is not None and reader.text(keyword) == name:
            return part.child_by_field_name("value")
    return None
