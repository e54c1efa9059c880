"""Shared modules: where `.shared(…)` makes one, where it is called, and what its calls say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import (
    Argument,
    Construct,
    Evidence,
    EvidenceKind,
    SharedCall,
    SharedModuleCall,
)
from linen_upgrade.meaning.module_calls import CallSite, ModuleCallReader
from linen_upgrade.meaning.names_read import changing_loops
from linen_upgrade.meaning.old_defaults import is_named, note_fixed
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.values import (
    Array,
    Either,
    Literal,
    ModuleClass,
    ModuleInstance,
    Parameter,
    ParameterValue,
    SharedModule,
    Value,
    module_classes,
    qualified,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

SHARED = ".shared"
"""What a shared module without a name counts by: no class of today."""
_UNCOUNTED = ""
"""The class of an automatic name that is a bare number: no name of Linen's is like it."""


def shared_modules(value: Value) -> tuple[SharedModule, ...]:
    """The shared modules that a value is one of; none if it may be anything else but an instance."""
    if isinstance(value, SharedModule):
        return (value,)
    if isinstance(value, Either) and all(
        isinstance(option, (SharedModule, ModuleInstance)) for option in value.options
    ):
        return tuple(option for option in value.options if isinstance(option, SharedModule))
    return ()


def has_method(module: ModuleClass, name: str) -> bool:
    """Whether a module class has a module method of that name."""
    if module.builtin is not None:
        fact = flax_api.name(f"flax.nn.{module.builtin}.{name}")
        # `apply` and its like are what every module has, `attend` is Embed's own.
        return fact is not None and fact.kind == "method" and flax_api.name(f"flax.nn.Module.{name}") is None
    return name in dict(module.methods)


def parameters_of_call(module: ModuleClass, method: str) -> tuple[Parameter, ...]:
    """The parameters that the arguments of a call reach: those of `apply`, or of a module method."""
    return module.method(method) if method else module.parameters


class SharedCallReader(ModuleCallReader):
    """The part of call reading that concerns shared modules."""

    def __init__(self, reader: ExpressionReader) -> None:
        super().__init__(reader)
        self.shared_calls: list[SharedCall] = []
        self._origins: dict[int, str] = {}

    def shared(self, receiver: Value, resolved: Value, site: CallSite) -> Value:
        """`Module.shared(…)`."""
        reader = self.reader
        self.makes_modules = True
        self.states.called(resolved)
        self.drawings.called(resolved)
        self.bound_by_keyword(resolved, site.passed)
        function = site.node.child_by_field_name("function")
        callee = function.child_by_field_name("object") if function is not None else None
        if callee is None or not is_named(reader, callee):
            note_fixed(reader, resolved)
        named = any(a.keyword == "name" and a.value != Literal("None") for a in site.arguments)
        number = self.number
        counted = str(number) if number is not None else ""
        self.creations.note("shared", site, counted, self._class_name(resolved), None if named else ("", SHARED))
        if not named:
            self._make(_UNCOUNTED, site.node)
        made = SharedModuleCall(
            **{**site.fields, "certain": True},
            callee=resolved,
            callee_span=reader.span(callee) if callee is not None else site.function,
            origin=self._origin(site.node),
            named=named,
            number=None if named else number,
            late=self.late(site),
        )
        reader.constructs.append(made)
        return SharedModule(receiver, self.bound(resolved, site.arguments), made.origin)

    def _origin(self, node: Node) -> str:
        """A name for the place of a `.shared(…)` that lasts while code elsewhere changes."""
        start = node.start_byte
        if start not in self._origins:
            root = self.reader.root
            name = (root.child_by_field_name("definition") or root).child_by_field_name("name")
            place = qualified(self.reader.module.home, self.reader.text(name) if name is not None else "")
            self._origins[start] = f"{place}#{len(self._origins)}"
        return self._origins[start]

    def shared_call(self, called: Sequence[SharedModule], site: CallSite, method: str = "") -> Value:
        """A shared module is called, or its module method of that name."""
        self.makes_modules = True
        for shared in map(self._chosen, called):
            if method:
                self._received_by_method(shared, method, site)
            else:
                self.received(shared, site.passed, EvidenceKind.RECEIVES)
            early = (a.span for a, node in site.passed if self._is_early(a, node))
            span = self.reader.span
            found = SharedCall(
                **site.fields,
                callee=shared,
                method=method,
                origin=shared.origin,
                early=tuple(early),
                turning=tuple((span(loop), a.span) for a, node in site.passed for loop in changing_loops(node)),
                repeated=self.creations.in_loop or self.reader.scope.kind != "function" or self._in_function(),
            )
            self.shared_calls = [*(c for c in self.shared_calls if not _same(c, found)), found]
        return Array(certain=True)

    def _chosen(self, shared: SharedModule) -> SharedModule:
        """A shared module of the class that callers choose: of what they give, or of the default."""
        base = self.resolve(shared.base)
        return replace(shared, base=base) if any(module_classes(base)) else shared

    def resolve(self, callee: Value) -> Value:
        """See `LibraryCallReader.resolve`."""
        raise NotImplementedError

    def _in_function(self) -> bool:
        """Whether the place is in a function within a method, or in none."""
        return self.reader.scope.function() is not self.reader.scope.method()

    def _received_by_method(self, callee: Value, method: str, site: CallSite) -> None:
        """What reaches a parameter that `apply` has too reaches that; the others are inputs of the method."""
        for module in module_classes(callee):
            names = {parameter.name for parameter in module.parameters}
            reached = bind(site.arguments, module.method(method))
            for bound, (argument, node) in zip(reached, site.passed, strict=True):
                if module.builtin is None and bound.parameter is not None and bound.parameter.name in names:
                    self._reach(module, bound.parameter.name, argument, node, EvidenceKind.RECEIVES)
                else:
                    self.hand_on(argument.value, node, role="input")

    def _is_early(self, argument: Argument, node: Node) -> bool:
        """Whether an argument could be read where the method begins, and would be the same there."""
        if not argument.is_name or argument.star:
            return False
        held = node.child_by_field_name("value") if node.type == "keyword_argument" else node
        root = held
        while root is not None and root.type == "attribute":
            root = root.child_by_field_name("object")
        if root is None or root.type != "identifier":
            return root is not None
        name = self.reader.text(root)
        scope = self.reader.scope.find(name)
        is_parameter = isinstance(argument.value, ParameterValue) and argument.value.name == name
        whole = root is held and scope is not None and name in scope.parameters and is_parameter
        return whole or scope is None or name == self.reader.scope.self_here()

    def settled(self, constructs: Sequence[Construct]) -> list[Construct]:
        """The constructs of the statement, now that all calls of its shared modules have been read."""
        result: list[Construct] = []
        for construct in constructs:
            if isinstance(construct, SharedModuleCall):
                mine = tuple(call for call in self.shared_calls if call.origin == construct.origin)
                construct = replace(construct, calls=mine)
                self.reader.evidence += self._differing(construct)
            result.append(construct)
        return result

    def calls_from_elsewhere(self, owner: str) -> tuple[SharedCall, ...]:
        """The calls, in a class, of shared modules that no place of the statement has made."""
        own = set(self._origins.values())
        return tuple(call for call in self.shared_calls if call.owner == owner and call.origin not in own)

    def _differing(self, construct: SharedModuleCall) -> Iterator[Evidence]:
        """Parameters of own classes that do not get the same value in all calls of one shared module."""
        for module in module_classes(construct.callee):
            if module.builtin is None:
                for parameter in module.parameters:
                    if (found := self._differs(module, parameter, construct)) is not None:
                        span, text = found
                        yield Evidence(module.key, parameter.name, EvidenceKind.DIFFERS, span, text)

    def _differs(
        self, module: ModuleClass, parameter: Parameter, construct: SharedModuleCall
    ) -> tuple[Span, str] | None:
        bound = next((a for a in construct.arguments if a.keyword == parameter.name), None)
        values: set[str] = set()
        for call in construct.calls:
            listed = parameters_of_call(module, call.method)
            own = next((p for p in listed if p.name == parameter.name), None)
            if own is None:
                continue
            given = next((b.argument for b in bind(call.arguments, listed) if b.parameter == own), bound)
            values.add(self._text(given) if given is not None else own.default or "")
            loops = [loop for loop, part in call.turning if given is not None and part == given.span]
            if len(values) > 1 or any(not loop.contains(construct.span) for loop in loops):
                return call.span, self._shortened(call.span)
        return None

    def _text(self, argument: Argument) -> str:
        source, span = self.reader.source, argument.value_span.shifted(self.reader.base)
        return source[span.start : span.end].decode(errors="replace")

    def _shortened(self, span: Span) -> str:
        node = self.reader.root.descendant_for_byte_range(span.start + self.reader.base, span.end + self.reader.base)
        return self.reader.excerpt(node) if node is not None else ""


def _same(first: SharedCall, second: SharedCall) -> bool:
    return first.span == second.span and first.origin == second.origin


__all__ = ["ParameterValue", "SharedCallReader", "has_method", "parameters_of_call", "shared_modules"]
