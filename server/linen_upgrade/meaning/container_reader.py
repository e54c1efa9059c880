"""Where values are put into containers and taken out of them: displays, subscripts, comprehensions, targets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import ASIDES, parts_of
from linen_upgrade.meaning import containers
from linen_upgrade.meaning.constructs import EvidenceKind
from linen_upgrade.meaning.literals import key_text, slice_bounds
from linen_upgrade.meaning.scope import contents, held_by
from linen_upgrade.meaning.thawing_reader import ThawingReader
from linen_upgrade.meaning.training_kinds import OldParameters, Stored
from linen_upgrade.meaning.training_values import holds_objects, holds_training, is_followed_training, is_only_training
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Container,
    Derived,
    Function,
    Imported,
    Literal,
    MaybeModule,
    ParameterValue,
    PartialModule,
    Self,
    Unknown,
    Value,
    qualified,
    sources,
)

_COMPREHENSIONS = {"list_comprehension": "list", "set_comprehension": "set", "dictionary_comprehension": "dict"}
_DISPLAYS = {"dictionary": "dict", "list": "list", "set": "set"}
_PATTERNS = ("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern", "tuple", "list")
_SPLATS = ("list_splat", "dictionary_splat")


if TYPE_CHECKING:
    from linen_upgrade.meaning.calls import CallReader


class ContainerReader(ThawingReader):
    """Follows modules through containers. What is not understood may be a module afterwards, and says so."""

    attributes: dict[tuple[str, str], Value]
    """What `self.name` is, by class and name: a field of a Linen class, or a module kept on the class."""

    calls: CallReader

    if TYPE_CHECKING:

        def value(self, node: Node) -> Value:
            """See `ExpressionReader.value`."""

        def note(self, value: Value, kind: str, node: Node) -> None:
            """See `ExpressionReader.note`."""

        def inner(self, node: Node) -> Value:
            """See `ExpressionReader.inner`."""

        def filled(self, name: str, found: Value, home: str) -> Value:
            """See `ExpressionReader.filled`."""

    def may_hold(self, value: Value) -> bool:
        """Whether a value is a module, holds one or may do so; parameters stand for what callers give them."""
        if containers.holds_modules(value):
            return True
        facts = (self.module.fact(source) for source in sources(value))
        return any(fact is not None and not is_only_training(fact) for fact in facts)

    def is_followed(self, value: Value) -> bool:
        """Whether a value may hold a module, or holds what training code makes of one."""
        return self.may_hold(value) or holds_training(value)

    def tainted(self, values: Iterable[Value]) -> Value:
        """What an expression is that isn't understood: perhaps a module, if modules go into it."""
        found: Value = UNKNOWN
        for value in values:
            if isinstance(value, MaybeModule):
                return value
            if self.may_hold(value):
                found = MaybeModule("comes out of an expression with modules in it")
        return found

    # -- displays

    def container(self, node: Node) -> Value:
        """A display: what it holds, if there may be modules in it; else what it is made of."""
        parts: list[tuple[str, Value]] = []
        for child in node.named_children:
            if child.type in _SPLATS:
                parts += self._spread(child)
            elif child.type == "pair":
                parts.append(self._pair(child))
            elif child.type not in ASIDES:
                parts.append(("", self.value(child)))
        sort = _DISPLAYS.get(node.type, "tuple")
        values = [value for _, value in parts]
        certain = [value for value in values if self.is_followed(value) and not _is_result(value)]
        if certain or (values and all(_is_result(value) for value in values)):
            shown = containers.display(sort, parts)
            if sort in ("list", "set"):
                self.calls.training.kept_apart(shown, node, f"a {sort}")
            return shown
        self.calls.stand_ins.kept(values, UNKNOWN, node)
        if any(isinstance(value, Array) for value in values):
            return Array()
        found = frozenset(source for value in values for source in sources(value))
        if found:
            return Derived(found)
        types = {value.type if isinstance(value, Literal) else "" for value in values}
        if any(isinstance(value, (Function, Imported)) for value in values):
            types = {"function"}
        return Literal(sort, types.pop() if len(types) == 1 else "")

    def _pair(self, node: Node) -> tuple[str, Value]:
        key, held = node.child_by_field_name("key"), node.child_by_field_name("value")
        found = self.value(key) if key is not None else UNKNOWN
        value = self.value(held) if held is not None else UNKNOWN
        return key_text(key), containers.MIXED if self.may_hold(found) else value

    def _spread(self, node: Node) -> list[tuple[str, Value]]:
        """`*layers` or `**layers` in a display."""
        value = self.inner(node)
        if isinstance(value, Container):
            by_key = value.type == "dict"
            return [(key if by_key else "*", held) for key, held in value.entries]
        return [("*", UNKNOWN)]

    def comprehension(self, node: Node) -> Value:
        """What a comprehension or generator holds."""
        result: Value = UNKNOWN
        with self.nested("comprehension"), self.unliftable():
            body = node.child_by_field_name("body")
            for child in node.named_children:
                if child.type == "for_in_clause":
                    target, iterable = child.child_by_field_name("left"), child.child_by_field_name("right")
                    element = self.element(iterable) if iterable is not None else UNKNOWN
                    if target is not None:
                        self.bind_target(target, element)
                elif child.type == "if_clause":
                    self.inner(child)
            if body is not None:
                result = self._pair(body)[1] if body.type == "pair" else self.value(body)
        sort = _COMPREHENSIONS.get(node.type)
        self.calls.training.kept_apart(result, node, "a comprehension")
        if self.is_followed(result):
            return Container(sort or "list", (("", result),))
        if isinstance(result, Array):
            return result
        return Literal(sort) if sort is not None else UNKNOWN

    # -- taking out

    def element(self, iterable: Node) -> Value:
        """What iterating over an expression yields; that a parameter is iterated says nothing, as sizes are too."""
        value = self.value(iterable)
        if not (iterable.type == "call" and isinstance(value, Container)):
            self.calls.training.kept_apart(value, iterable, "a loop")
        if isinstance(value, Container):
            return containers.element(value)
        if isinstance(value, MODULE_KINDS):
            return containers.MIXED
        return value if isinstance(value, (Array, ParameterValue, Derived, MaybeModule)) else UNKNOWN

    def subscript(self, node: Node) -> Value:
        """`container[key]`."""
        container = node.child_by_field_name("value")
        receiver = self.value(container) if container is not None else UNKNOWN
        indices = node.children_by_field_name("subscript")
        sliced = len(indices) > 1 or any(i.type in ("slice", "none", "ellipsis") for i in indices)
        among_modules = isinstance(receiver, (Container, MaybeModule))
        for index in indices:
            kind = EvidenceKind.HYPER_USE if among_modules else EvidenceKind.OPERAND
            self.note(self.value(index), kind, node)
        if isinstance(receiver, (ParameterValue, Derived)):
            fact = self.module.fact(receiver) if isinstance(receiver, ParameterValue) else None
            if isinstance(fact, Container) and not sliced and containers.has(fact, key_text(indices[0])):
                self.note(receiver, EvidenceKind.HYPER_USE, node)
                return containers.pick(fact, key_text(indices[0]))
            return self._of_parameter(receiver, node, indices, sliced)
        if isinstance(receiver, Container):
            if sliced:
                known = len(indices) == 1 and indices[0].type == "slice"
                return containers.part(receiver, slice_bounds(indices[0]) if known else None)
            return containers.pick(receiver, key_text(indices[0]) if len(indices) == 1 else "")
        return receiver if isinstance(receiver, (Array, MaybeModule, Stored, *MODULE_KINDS)) else UNKNOWN

    def held_by(self, receiver: Value, name: str, node: Node) -> Value | None:
        """A module that an object holds which callers, or the default, give to a parameter."""
        fact = self.module.fact(receiver) if isinstance(receiver, ParameterValue) else None
        if not isinstance(fact, Container) or fact.type not in ("class", "object") or not containers.has(fact, name):
            return None
        self.note(receiver, EvidenceKind.HYPER_USE, node)
        return containers.pick(fact, name)

    def _of_parameter(self, receiver: ParameterValue | Derived, node: Node, indices: list[Node], sliced: bool) -> Value:
        if len(indices) > 1 or any(i.type in ("none", "ellipsis") for i in indices):
            self.note(receiver, EvidenceKind.ARRAY_USE, node)
            return Array()
        if any(index.type == "string" for index in indices):
            return receiver  # A dictionary of inputs or of settings: what its entries are used for tells.
        self.note(receiver, EvidenceKind.OPERAND if sliced else EvidenceKind.HYPER_USE, node)
        return Derived(frozenset(sources(receiver))) if sliced else receiver

    # -- putting in

    def bind_target(self, target: Node, value: Value) -> None:
        """Assign to a target of any shape; the parts of a tuple take what its whole is, where that makes sense."""
        if target.type == "identifier":
            self._bind_name(target, value)
        elif target.type in _PATTERNS:
            parts = parts_of(target)
            for part, found in zip(parts, self._unpacked(value, parts), strict=True):
                self.bind_target(part, found)
        else:
            self.value(target)
            holder, key = self._place(target)
            if holder is not None and target.type == "subscript":
                self.note_thawed(EvidenceKind.THAWED_USE, holder, "open", target)
            if holder is not None:
                self.put(holder, key, value)

    def _bind_name(self, target: Node, value: Value) -> None:
        name, function = self.text(target), self.scope.function()
        if function is None or name not in function.file_names:
            self.scope.bind(name, value)
            if self.scope.kind == "module":
                self._bind_in_file(target, name, value)
        elif self.is_followed(value):
            self.results.append((contents(name), value))

    def _bind_in_file(self, target: Node, name: str, value: Value) -> None:
        """What of training code a name of the file's top level holds at some time is told as a fact of that name.

        A function or a partial may be told as well: what another function makes of them is known to full readings only.
        """
        key = held_by(qualified(self.module.home, name))
        if name == "_":
            return  # What is thrown away.
        if is_followed_training(value) or isinstance(value, (Function, PartialModule)):
            self.results.append((key, value))
            if isinstance(value, Container) and not containers.is_record(value):
                self.calls.training.kept_apart(value, target, f"a {value.type} of the file")
        elif value != Literal("None") and self.module.fact(key) is not None:
            self.calls.training.lost(self.span(target), target, "shares its name with something that can't be known")

    def _unpacked(self, value: Value, parts: list[Node]) -> list[Value]:
        if isinstance(value, OldParameters) and len(parts) == 2:
            return [UNKNOWN, value]
        if not containers.is_followed(value) and not containers.holds_functions(value):
            return [value if isinstance(value, (Array, Derived, ParameterValue)) else UNKNOWN] * len(parts)
        if any(part.type == "list_splat_pattern" for part in parts):
            rest = containers.unordered(value) if isinstance(value, Container) else containers.MIXED
            one = containers.element(value) if isinstance(value, Container) else containers.MIXED
            return [Container("list", (("", rest),)) if part.type == "list_splat_pattern" else one for part in parts]
        return containers.unpacked(value, len(parts))

    def _place(self, target: Node) -> tuple[Node | None, str]:
        """The holder and the key that `holder[key]` or `holder.key` writes to."""
        if target.type == "attribute":
            name = target.child_by_field_name("attribute")
            return target.child_by_field_name("object"), self.text(name) if name is not None else ""
        if target.type == "subscript":
            return target.child_by_field_name("value"), key_text(target.child_by_field_name("subscript"))
        return None, ""

    def put(self, holder: Node, key: str | None, value: Value) -> None:
        """`holder[key] = value`, `holder.key = value`, or (None) `holder.append(value)`."""
        current = self._held(holder)
        if isinstance(current, ParameterValue) and current in self.calls.plain_selves and key:
            self.calls.keep_attribute(current, key, value)
            known = self.calls.attribute_of_self(current, key)
            self._shared_with(UNKNOWN if known is None else known, value, key, holder)
            return
        record = self._in_time(holder, current)
        if isinstance(record, Container) and key and containers.has(record, key):
            self._shared_with(containers.pick(record, key), value, key, holder)
        if isinstance(record, Container) and is_followed_training(record) and self._is_outside(holder):
            self._bind_in_file(holder, self.text(holder), containers.added(record, key, value))
            return
        if isinstance(value, ParameterValue) and self._is_outside(holder):
            # A registry: who calls the function, as a decorator perhaps, can't be seen.
            value = MaybeModule(f"was put into `{self.text(holder)}` by a function")
        changed = containers.added(current, key, value)
        if changed != current:
            self.store(holder, changed)

    def _in_time(self, holder: Node, current: Value) -> Value:
        """What stands at a holder at some time: a name of the file's top level may be bound again."""
        is_name = holder.type == "identifier" and self.scope.find(self.text(holder)) is None
        return self.filled(self.text(holder), current, self.module.home) if is_name else current

    def _shared_with(self, known: Value, value: Value, key: str, holder: Node) -> None:
        """Note where something that can't be known is put where a model or an optimizer is kept."""
        if isinstance(value, (Unknown, Literal)) and value != Literal("None") and holds_objects(known):
            self.calls.training.lost(self.span(holder), holder, f"shares `{key}` with what can't be known")

    def _is_outside(self, holder: Node) -> bool:
        """Whether a function writes to a name of the file's top level."""
        is_name = holder.type == "identifier" and self.scope.kind != "module"
        return is_name and self.scope.find(self.text(holder)) is None

    def store(self, holder: Node, value: Value) -> None:
        """What stands at `holder` is now `value`."""
        if holder.type == "identifier":
            name = self.text(holder)
            scope = self.scope.find(name)
            if scope is not None or self.scope.kind == "module":
                (scope or self.scope).bind(name, value)
                if (scope or self.scope).kind == "module":
                    self._bind_in_file(holder, name, value)
            else:
                self.results.append((contents(name), value))
            return
        outer, key = self._place(holder)
        receiver = self._held(outer) if outer is not None else UNKNOWN
        if isinstance(receiver, Self):
            if (receiver.owner, key) in self.attributes:
                self.attributes[receiver.owner, key] = value
        elif outer is not None:
            self.put(outer, key, value)

    def _held(self, holder: Node) -> Value:
        """What stands at a holder now, noting nothing."""
        if holder.type == "identifier":
            name = self.text(holder)
            scope = self.scope.find(name)
            found = scope.names[name] if scope is not None else self.module.lookup(name)
            return UNKNOWN if found is None else found
        outer, key = self._place(holder)
        receiver = self._held(outer) if outer is not None else UNKNOWN
        if isinstance(receiver, Self):
            return self.attributes.get((receiver.owner, key), UNKNOWN)
        known = isinstance(receiver, Container) and containers.has(receiver, key)
        return containers.pick(receiver, key) if isinstance(receiver, Container) and known else UNKNOWN


def _is_result(value: Value) -> bool:
    return isinstance(value, MaybeModule) and value.result
