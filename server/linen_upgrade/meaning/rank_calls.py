"""The number of axes of what an expression gives, calls of modules and of functions on arrays above all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import ASIDES, Span, parts_of
from linen_upgrade.meaning.constructs import ModuleCall
from linen_upgrade.meaning.rank_vocabulary import (
    ARRAY_PACKAGES,
    BROADCASTING,
    OF_SHAPE,
    REDUCING,
    SAME_FUNCTIONS,
    SAME_METHODS,
    SAME_MODULES,
    SPATIAL,
)
from linen_upgrade.meaning.ranks import OfResult, Rank, joined, more, small
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.values import (
    Imported,
    ModuleClass,
    ModuleInstance,
    ParameterKind,
    SharedModule,
    Value,
    module_classes,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

_Named = tuple[str, Node, "Rank | None"]
"""An argument: the parameter that it reaches, its node and its rank."""
_SKIPPED = (
    "lambda list_comprehension set_comprehension dictionary_comprehension generator_expression comment string".split()
)
"""What runs elsewhere, or more than once: it is not looked into."""


class RankCallReader:
    """Works out the ranks of expressions over the names that are known; each expression is asked for once."""

    def __init__(self, reader: ExpressionReader) -> None:
        self.reader = reader
        self.names: dict[str, Rank] = {}
        self.told: list[tuple[str, str, Node, Rank | None]] = []
        """What arguments of the user's own classes have: the class, the parameter, the argument and its rank."""
        self.attended: dict[Span, list[tuple[str, Rank]]] = {}
        """What the arguments of calls of attention have, by the call and the parameter."""
        self._calls = {c.span: c for c in reader.constructs if isinstance(c, ModuleCall)}

    def rank(self, node: Node) -> Rank | None:
        """The number of axes of an expression."""
        kind = node.type
        if kind == "identifier":
            return self.names.get(self.reader.text(node))
        if kind in ("integer", "float", "true", "false"):
            return Rank(0)
        if kind == "call":
            return self._call(node)
        if kind in _SKIPPED:
            return None
        if kind in ("parenthesized_expression", "unary_operator", "not_operator"):
            return next(iter(self.rank_of_all(node)), None)
        if kind in ("binary_operator", "comparison_operator"):
            ranks = self.rank_of_all(node)
            return None if any(child.type == "@" for child in node.children) else joined(ranks, widest=True)
        if kind == "conditional_expression":
            ranks = self.rank_of_all(node)
            return joined([ranks[0], ranks[2]]) if len(ranks) == 3 else None
        if kind == "subscript":
            return self._subscript(node)
        if kind == "attribute":
            ranks, name = self.rank_of_all(node), node.child_by_field_name("attribute")
            return ranks[0] if name is not None and self.reader.text(name) == "T" else None
        self.rank_of_all(node)
        return None

    def rank_of_all(self, node: Node) -> list[Rank | None]:
        """The ranks of the expressions that a node is made of."""
        named = node.child_by_field_name("attribute") if node.type == "attribute" else None
        return [self.rank(child) for child in node.named_children if child.type not in ASIDES and child != named]

    def _subscript(self, node: Node) -> Rank | None:
        holder = node.child_by_field_name("value")
        rank = self.rank(holder) if holder is not None else None
        change = 0
        for index in node.children_by_field_name("subscript"):
            if index.type in ("slice", "ellipsis"):
                continue
            if index.type == "none":
                change += 1
            elif index.type == "integer" or (
                index.type == "unary_operator" and index.named_children[0].type == "integer"
            ):
                change -= 1
            else:
                return None
        return more(rank, change)

    # -- calls

    def _call(self, node: Node) -> Rank | None:
        function, listed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or listed is None:
            return None
        nodes = parts_of(listed)
        values = [child.child_by_field_name("value") or child for child in nodes]
        construct = self._calls.get(self.reader.span(node))
        if construct is not None and len(construct.arguments) == len(nodes):
            return self._module_call(construct, values, [self.rank(value) for value in values])
        known = self.reader.quietly(function)
        if isinstance(known, (ModuleInstance, SharedModule)):
            return self._built(known, nodes, values)
        arguments = Arguments(self, nodes, values)
        if isinstance(known, Imported):
            package, _, name = known.path.rpartition(".")
            is_drawn = package == "jax.random"
            return self._function(f"{package}.", name, arguments, is_drawn)
        holder, name_node = function.child_by_field_name("object"), function.child_by_field_name("attribute")
        if function.type == "call" and self._is_dropout(function):
            return arguments.first()
        if function.type != "attribute" or holder is None or name_node is None:
            self.rank(function)
            return None
        name = self.reader.text(name_node)
        if name == "param" and self.reader.text(holder) == self.reader.scope.self_name:
            return arguments.shape(1, "shape") or arguments.shape(2, "shape")
        return self._method(self.rank(holder), name, arguments)

    def _is_dropout(self, maker: Node) -> bool:
        """Whether a call makes today's Dropout, which old Flax had a function for."""
        function = maker.child_by_field_name("function")
        known = self.reader.quietly(function) if function is not None else None
        return isinstance(known, Imported) and known.path.startswith("flax.") and known.path.endswith(".Dropout")

    def _built(self, called: Value, nodes: Sequence[Node], values: Sequence[Node]) -> Rank | None:
        """A call of a module that was built before: today's form, or a shared one."""
        ranks = [self.rank(value) for value in values]
        results: list[Rank | None] = []
        for module in module_classes(called):
            names = [p.name for p in module.parameters if p.kind is ParameterKind.POSITIONAL]
            named: list[_Named] = []
            for index, (node, value, rank) in enumerate(zip(nodes, values, ranks, strict=True)):
                if node.type == "keyword_argument":
                    name = self.reader.text(node.child_by_field_name("name") or node)
                    named.append((name, value, rank))
                elif index < len(names) and node.type not in ("list_splat", "dictionary_splat"):
                    named.append((names[index], value, rank))
            results.append(self._of_module(module, named))
        return joined(results)

    def _of_module(self, module: ModuleClass, named: Sequence[_Named]) -> Rank | None:
        if module.builtin is not None:
            return self._of_library(module, named)
        self.told += [(module.key, name, node, rank) for name, node, rank in named if node.type != "none"]
        return small(Rank(0, OfResult(module.key, tuple((name, rank) for name, _, rank in named))))

    def _module_call(self, construct: ModuleCall, nodes: Sequence[Node], ranks: Sequence[Rank | None]) -> Rank | None:
        results: list[Rank | None] = []
        for module in module_classes(construct.callee):
            bound = bind(construct.arguments, module.parameters)
            named = [
                (item.parameter.name, node, rank)
                for item, node, rank in zip(bound, nodes, ranks, strict=True)
                if item.parameter is not None and not item.argument.star
            ]
            if module.builtin in ("SelfAttention", "MultiHeadDotProductAttention"):
                self.attended[construct.span] = [(name, rank) for name, _, rank in named if rank is not None]
            results.append(self._of_module(module, named))
        return joined(results)

    def _of_library(self, module: ModuleClass, named: Sequence[_Named]) -> Rank | None:
        first = module.parameters[0].name if module.parameters else ""
        rank = next((rank for name, _, rank in named if name == first), None)
        if module.builtin == "Embed":
            return more(rank, 1)
        if module.builtin in SPATIAL and rank is None:
            kernel = next((node for name, node, _ in named if name == "kernel_size"), None)
            count = _count(kernel) if kernel is not None else None
            return Rank(count + 2) if count is not None else None
        return rank if module.builtin in SAME_MODULES else None

    def _function(self, package: str, name: str, arguments: Arguments, is_drawn: bool) -> Rank | None:
        if is_drawn:
            return arguments.shape(1, "shape")
        if package not in ARRAY_PACKAGES and not package.startswith(("flax.nn.", "flax.linen.")):
            return None
        if name in OF_SHAPE:
            return arguments.shape(OF_SHAPE[name], "shape")
        if name in SAME_FUNCTIONS:
            return arguments.first()
        if name == "one_hot":
            return more(arguments.first(), 1)
        if name == "expand_dims":
            return more(arguments.first(), 1) if arguments.count(1) == 1 else None
        if name in BROADCASTING:
            return joined(arguments.positional(), widest=True)
        if name in ("concatenate", "stack"):
            return more(arguments.elements(), 1 if name == "stack" else 0)
        return arguments.reduced(arguments.first(), 1) if name in REDUCING else None

    def _method(self, rank: Rank | None, name: str, arguments: Arguments) -> Rank | None:
        if name == "reshape":
            several = len(arguments.nodes) > 1 and not arguments.open
            return Rank(len(arguments.nodes)) if several else arguments.shape(0, "shape")
        if name in ("ravel", "flatten"):
            return Rank(1)
        if name in SAME_METHODS:
            return rank
        return arguments.reduced(rank, 0) if name in REDUCING else None


class Arguments:
    """The arguments of a call of a function; their ranks are worked out at once."""

    def __init__(self, reader: RankCallReader, nodes: Sequence[Node], values: Sequence[Node]) -> None:
        self._reader, self.nodes, self._values = reader, nodes, values
        self._elements: list[Rank | None] = []
        """The ranks of what is listed in the first argument."""
        if values and values[0].type in ("list", "tuple"):
            self._elements = reader.rank_of_all(values[0])
        self._ranks = [None if self._elements and value == values[0] else reader.rank(value) for value in values]
        self.open = any(node.type in ("list_splat", "dictionary_splat") for node in nodes)

    def first(self) -> Rank | None:
        """The rank of the first argument, if that is given by position."""
        plain = bool(self.nodes) and self.nodes[0].type != "keyword_argument" and not self.open
        return self._ranks[0] if plain else None

    def positional(self) -> list[Rank | None]:
        """The ranks of all positional arguments."""
        if self.open:
            return []
        return [rank for node, rank in zip(self.nodes, self._ranks, strict=True) if node.type != "keyword_argument"]

    def elements(self) -> Rank | None:
        """The one rank of the elements of the list that is the first argument."""
        if not self.nodes or self.nodes[0].type not in ("list", "tuple"):
            return None
        return joined(self._elements)

    def shape(self, index: int, keyword: str) -> Rank | None:
        """How many numbers the shape among the arguments has."""
        node = self._find(index, keyword)
        if node is None:
            return None
        if node.type == "attribute" and self._reader.reader.text(node).endswith(".shape"):
            holder = node.child_by_field_name("object")
            return self._reader.rank(holder) if holder is not None and holder.type == "identifier" else None
        if node.type == "binary_operator" and node.named_children[0].type == "subscript":
            return self._but_for_the_last(*node.named_children[:2])
        count = _count(node)
        return Rank(count) if count is not None else None

    def _but_for_the_last(self, first: Node, second: Node) -> Rank | None:
        """`x.shape[:-1] + (features,)`."""
        name, _, rest = self._reader.reader.text(first).replace(" ", "").partition(".")
        known = self._reader.names.get(name) if rest == "shape[:-1]" else None
        count = _count(second)
        return more(known, count - 1) if count is not None else None

    def count(self, index: int) -> int | None:
        """How many parts the argument at a position has; None if that can't be told."""
        node = self._find(index, "axis")
        return _count(node) if node is not None else None

    def reduced(self, rank: Rank | None, index: int) -> Rank | None:
        """What is left where one axis is taken away, or all are."""
        if self._find(None, "keepdims") is not None or self.open:
            return None
        axis = self._find(index, "axis")
        if axis is None:
            return Rank(0)
        single = axis.type == "integer" or (axis.type == "unary_operator" and axis.named_children[0].type == "integer")
        return more(rank, -1) if single else None

    def _find(self, index: int | None, keyword: str) -> Node | None:
        text = self._reader.reader.text
        for place, (node, value) in enumerate(zip(self.nodes, self._values, strict=True)):
            if node.type == "keyword_argument":
                name = node.child_by_field_name("name")
                if name is not None and text(name) == keyword:
                    return value
            elif place == index:
                return value
        return None


def _count(node: Node) -> int | None:
    """How many elements a tuple or list is displayed with; one for a number."""
    if node.type in ("integer", "unary_operator"):
        return 1
    parts = parts_of(node)
    if node.type == "parenthesized_expression" and len(parts) == 1:
        return _count(parts[0])
    starred = any(part.type == "list_splat" for part in parts)
    return len(parts) if node.type in ("tuple", "list") and not starred else None
