"""What a method makes in its module, by which old name, and from what: enough to know whether `setup` could make it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span, parts_of, walk
from linen_upgrade.meaning.constructs import Creation, Loop, OwnCall, Reads
from linen_upgrade.meaning.scope import Scope

if TYPE_CHECKING:
    from linen_upgrade.meaning.module_calls import CallSite
    from linen_upgrade.meaning.scoped_reader import ScopedReader


STATE = "state"
"""The class of a state in today's form."""


class CreationReader:
    """Collects the creations of the method that is being read, and the own methods that it calls."""

    def __init__(self, reader: ScopedReader) -> None:
        self._reader = reader
        self._in_method = False
        self._loops: list[Node] = []
        self.found: list[Creation] = []
        self.calls: list[OwnCall] = []

    @property
    def in_loop(self) -> bool:
        """Whether the place is in a loop of the method."""
        return bool(self._loops)

    @property
    def loop_depth(self) -> int:
        """In how many loops of the method the place is."""
        return len(self._loops)

    @contextmanager
    def method(self) -> Iterator[None]:
        """Run in a method of its own."""
        outer = self._in_method, self._loops, self.found, self.calls
        self._in_method, self._loops, self.found, self.calls = True, [], [], []
        try:
            yield
        finally:
            self._in_method, self._loops, self.found, self.calls = outer

    @contextmanager
    def loop(self, node: Node) -> Iterator[None]:
        """Run in the body of a `for` or `while`."""
        self._loops.append(node)
        try:
            yield
        finally:
            self._loops.pop()

    def note(
        self,
        what: str,
        site: CallSite,
        automatic: str = "",
        class_name: str = "",
        taken: tuple[str, str] | None = None,
    ) -> None:
        """Something is made by a call; `automatic` is the old name that it gets if the call gives none.

        See `Creation.taken`.
        """
        if not self._in_method:
            return
        named = next((node for argument, node in site.passed if argument.keyword == "name"), None)
        if what in ("param", "state"):
            plain = [node for argument, node in site.passed if not argument.keyword and not argument.star]
            named = named or (plain[0] if plain else None)
        held = (named.child_by_field_name("value") or named) if named is not None else None
        function = site.node.child_by_field_name("function")
        arguments = tuple(self._reads(argument.span, node) for argument, node in site.passed)
        self.found.append(
            Creation(
                span=self._reader.span(site.node),
                what=what,
                name=self._reader.text(held) if held is not None else "",
                name_reads=self._reads(self._reader.span(held), held) if held is not None else None,
                automatic=automatic if named is None else "",
                class_name=class_name,
                callee=self._reads(site.function, function) if function is not None else None,
                arguments=arguments,
                loops=tuple(self._loop(node) for node in self._loops),
                taken=taken,
            )
        )

    def note_own_call(self, name: str, site: CallSite, makes: bool) -> None:
        """A method is called through `self`, which makes modules or not."""
        reads = tuple(self._reads(argument.span, node) for argument, node in site.passed)
        self.calls.append(OwnCall(name, self._reader.span(site.node), site.arguments, reads, makes))

    def _loop(self, node: Node) -> Loop:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        targets = _names(left) if left is not None else None
        header = self._reader.excerpt(right) if right is not None else ""
        return Loop(
            start=node.start_byte - self._reader.base,
            targets=tuple(targets or ()),
            header=f"{' '.join(targets or ())} in {header}" if targets is not None else "",
            reads=self._reads(self._reader.span(right), right) if right is not None else None,
        )

    def _reads(self, span: Span, node: Node) -> Reads:
        """The parameters of the method that an expression reads, and what else of it that only exists as it runs."""
        parameters: set[str] = set()
        others: set[str] = set()
        own = set(_bound_inside(node))
        for name, called in _read_names(node):
            scope = self._reader.scope.find(self._reader.text(name))
            text = self._reader.text(name)
            if text in own or scope is None or scope.kind == "module":
                continue
            if text == scope.self_name and not called:
                continue
            (parameters if text in scope.parameters else others).add(text)
        return Reads(span, tuple(sorted(parameters)), tuple(sorted(others)))


def _names(target: Node) -> list[str] | None:
    """The names that a loop's target binds; None where it binds anything else."""
    if target.type == "identifier" and target.text is not None:
        return [target.text.decode()]
    if target.type in ("pattern_list", "tuple_pattern", "list_pattern"):
        parts = [_names(child) for child in parts_of(target)]
        if all(part is not None for part in parts):
            return [name for part in parts for name in part or ()]
    return None


def _read_names(node: Node) -> Iterator[tuple[Node, bool]]:
    """The identifiers that an expression reads, each with whether a method of it is called."""
    stack: list[tuple[Node, bool]] = [(node, False)]
    while stack:
        current, called = stack.pop()
        if current.type == "identifier":
            yield current, called
        elif current.type == "attribute":
            held = current.child_by_field_name("object")
            if held is not None:
                stack.append((held, called))
        elif current.type == "keyword_argument":
            held = current.child_by_field_name("value")
            if held is not None:
                stack.append((held, False))
        elif current.type == "call":
            function = current.child_by_field_name("function")
            stack += [(child, child == function) for child in current.named_children]
        else:
            stack += [(child, False) for child in current.named_children]


def _bound_inside(node: Node) -> Iterable[str]:
    """Names that lambdas and comprehensions within an expression bind."""
    for current in walk(node):
        if current.type == "lambda_parameters":
            yield from _identifiers(current)
        elif current.type == "for_in_clause":
            left = current.child_by_field_name("left")
            if left is not None:
                yield from _identifiers(left)


def _identifiers(node: Node) -> Iterator[str]:
    return (found.text.decode() for found in walk(node) if found.type == "identifier" and found.text is not None)


__all__ = ["CreationReader", "Scope"]
