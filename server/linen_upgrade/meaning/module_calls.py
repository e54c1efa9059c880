"""Calls of modules: which form they have, which parameter each argument reaches, what that says of the arguments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tree_sitter import Node

from linen_upgrade.document import ASIDES, Span, free_name, identifiers, parts_of
from linen_upgrade.meaning import class_names
from linen_upgrade.meaning.class_names import UNKNOWN_NAMES, is_new, linen_name, old_class_name, snake_case
from linen_upgrade.meaning.constructs import Argument, Binding, EvidenceKind, ModuleCall, Obstacle
from linen_upgrade.meaning.creations import CreationReader
from linen_upgrade.meaning.doubts import IN_TWO_CALLS, MAY_BE_ONE
from linen_upgrade.meaning.evidence import ArgumentReader, Passed, old_name, role_of_builtin
from linen_upgrade.meaning.held_keywords import held_by
from linen_upgrade.meaning.late_inputs import late_arguments
from linen_upgrade.meaning.module_values import bound_names
from linen_upgrade.meaning.old_defaults import defaults_bound, note_given_later
from linen_upgrade.meaning.signatures import bind, missing
from linen_upgrade.meaning.submodule_keywords import handed_through, held_names
from linen_upgrade.meaning.values import (
    Array,
    Function,
    Literal,
    ModuleClass,
    ModuleInstance,
    ParameterValue,
    Value,
    module_classes,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader


@dataclass(frozen=True)
class CallSite:
    """A call being read: its node, its arguments, and the fields that every `Call` construct shares."""

    node: Node
    arguments: tuple[Argument, ...]
    nodes: tuple[Node, ...]
    fields: dict[str, Any]
    function: Span
    """What is called, as it is written."""

    @property
    def passed(self) -> Passed:
        """Its arguments, each with its node."""
        return list(zip(self.arguments, self.nodes, strict=True))

    def without_first(self) -> CallSite:
        """The same call less its first argument (`functools.partial(Module, …)`)."""
        return replace(self, arguments=self.arguments[1:], nodes=self.nodes[1:])


@dataclass
class Made:
    """One automatic name being taken: by a module call, or (`class_name` None) by a helper that makes modules."""

    class_name: str | None
    span: Span
    statement: Span
    ordinal: int
    variable: str
    liftable: bool
    """Whether it can be moved to a line before its statement."""


def _may_be(made: Made, names: set[str]) -> bool:
    """Whether a name was taken by a class of one of these names, for all that is known."""
    return made.class_name is None or made.class_name in names


def _is_name(node: Node) -> bool:
    return node.type in ("identifier", "integer", "float", "true", "false", "none") or (
        node.type == "attribute" and all(c.type in ("identifier", "attribute") for c in node.named_children)
    )


class ModuleCallReader(ArgumentReader):
    """The part of call reading that concerns modules."""

    def __init__(self, reader: ExpressionReader) -> None:
        super().__init__(reader)
        self.defaults: dict[ParameterValue, Value] = {}
        self.made: list[Made] = []
        self.makes_modules = False
        self.functions_called: set[str] = set()
        """The functions, by their keys, that are called or handed to what may call them."""
        self.obstacles: list[Obstacle] = []
        self.creations = CreationReader(reader)
        self.number: int | None = None
        """How many automatic names the module has given when this place is reached; None where that depends."""

    def obstacle(self, code: str, text: str, site: CallSite, manual: bool = True) -> None:
        """Note what keeps the class around from being upgraded."""
        self.obstacles.append(Obstacle(code, text, site.fields["token"], manual))

    def unknown_callee(self, site: CallSite, why: str = MAY_BE_ONE) -> Obstacle:
        """The obstacle that a call is whose form can't be known."""
        function = site.node.child_by_field_name("function")
        name = self.reader.excerpt(function) if function is not None else "it"
        return Obstacle("LIN103", f"{name}(…)", site.function, manual=False, why=why)

    @contextmanager
    def frame(self, number: int | None) -> Iterator[None]:
        """Run in another function, which begins with so many automatic names given."""
        outer = self.made, self.number
        self.made, self.number = [], number
        try:
            yield
        finally:
            self.made, self.number = outer

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """Run where it is open how often names are given, if any are."""
        number, count, self.number = self.number, len(self.made), None
        try:
            yield
        finally:
            self.number = number if len(self.made) == count else None

    def site(self, node: Node, token: Node, argument_list: Node, callee: Value) -> CallSite:
        """Read a call's arguments, in order."""
        reader = self.reader
        listed = [argument_list] if argument_list.type == "generator_expression" else argument_list.named_children
        nodes = tuple(child for child in listed if child.type not in (*ASIDES, "ERROR"))
        arguments = tuple(self._argument(child, callee) for child in nodes)
        handed = (callee, *(argument.value for argument in arguments))
        self.functions_called.update(value.key for value in handed if isinstance(value, Function))
        function, method = reader.scope.function(), reader.scope.method()
        return CallSite(
            node,
            arguments,
            nodes,
            {
                "token": reader.span(token),
                "span": reader.span(node),
                "owner": reader.owner(),
                "function": function.span if function is not None else None,
                "certain": reader.owner() is not None,
                "arguments": arguments,
                "arguments_span": reader.span(argument_list),
                "self_name": reader.scope.self_here(),
                "in_module": method is not None,
                "unsure": reader.unsure(),
            },
            reader.span(function_node)
            if (function_node := node.child_by_field_name("function"))
            else reader.span(token),
        )

    def _argument(self, node: Node, callee: Value) -> Argument:
        reader = self.reader
        if node.type == "keyword_argument":
            name, held = node.child_by_field_name("name"), node.child_by_field_name("value")
            part = held if held is not None else node
            keyword = reader.text(name) if name is not None else None
            return Argument(reader.span(node), reader.span(part), keyword, "", reader.value(part), _is_name(part))
        star = {"list_splat": "*", "dictionary_splat": "**"}.get(node.type, "")
        part = parts_of(node)[0] if star and parts_of(node) else node
        value, spans = reader.value(part), (reader.span(node), reader.span(part))
        if star and (through := handed_through(reader.calls.heir, value, callee)):
            return Argument(*spans, None, star, value, True, through, through=True)
        entries = held_by(node, reader.text)
        held_there = tuple((name, reader.quietly(entry)) for name, entry in entries) if entries is not None else None
        return Argument(*spans, None, star, value, _is_name(part), held_there)

    # -- forms

    def module_call(self, callee: Value, site: CallSite, called: bool, mark: int) -> Value:
        """A module class (or partial) called: the old form, or a Linen constructor.

        `mark` is how many automatic names were taken before anything in the call was read.
        """
        self.makes_modules |= not is_new(callee)
        if called or (self._constructs(callee, site) and not self._may_be_old(callee, site)):
            self.constructed(callee, site.passed)
            defaults_bound(self.reader, callee, site)
            self.note_binding(callee, site)
            self.creations.note("open", site, class_name=self._class_name(callee), taken=self._takes(callee, site))
            if not called:
                self._count(callee, site, site.node)
            return ModuleInstance(callee, self.bound(callee, site.arguments))
        if self._constructs(callee, site):
            self.obstacles.append(self.unknown_callee(site, IN_TWO_CALLS))
        self.received(callee, site.passed, EvidenceKind.RECEIVES)
        inner = self.made[mark:]
        automatic = self._automatic_name(callee)
        taken = self._takes(callee, site)
        self.creations.note("call", site, automatic, automatic.rpartition("_")[0], taken)
        ordinal = self._count(callee, site, site.node)
        if self._is_old(callee, site):
            self.reader.constructs.append(self._old_call(callee, site, ordinal, inner))
            self.stand_ins.called(callee, site)
        return Array(certain=True)

    def _is_old(self, callee: Value, site: CallSite) -> bool:
        return (
            site.fields["owner"] is not None
            or any(module.pre_linen for module in module_classes(callee))
            or self._certain(callee, site)
        )

    def _certain(self, callee: Value, site: CallSite) -> bool:
        if site.fields["owner"] is not None:
            return True
        own = [module for module in module_classes(callee) if module.builtin is None]
        if any(module.pre_linen for module in own):
            return True
        return self._begins_with_array(site)

    def _begins_with_array(self, site: CallSite) -> bool:
        first = site.arguments[0].value if site.arguments and not site.arguments[0].keyword else None
        return isinstance(first, Array) and first.certain

    def _constructs(self, callee: Value, site: CallSite) -> bool:
        """Whether a call has the form of a Linen constructor: it leaves out an input of the old signature."""
        if isinstance(callee, ModuleInstance):
            return False
        if self._has_no_parent(callee, site):
            return True
        verdicts = [self._constructs_one(module, bound_names(callee), site) for module in module_classes(callee)]
        return bool(verdicts) and all(verdicts)

    def _has_no_parent(self, callee: Value, site: CallSite) -> bool:
        """Whether `parent=None` makes it a Linen constructor, which takes no name in the module around it."""
        if not any(a.keyword == "parent" and a.value == Literal("None") for a in site.arguments):
            return False
        return not any(p.name == "parent" for module in module_classes(callee) for p in module.parameters)

    def _constructs_one(self, module: ModuleClass, already: tuple[str, ...], site: CallSite) -> bool:
        in_old_class = site.fields["owner"] is not None
        if module.builtin is None and not module.pre_linen and module.has_form:
            return not self._passes_inputs(module, site)
        if not module.parameters:
            return not (module.pre_linen and module.builtin is None)
        if missing(site.arguments, module.parameters, already):
            return not self._begins_with_array(site)
        return not (in_old_class or module.pre_linen or self._certain(module, site))

    def _may_be_old(self, callee: Value, site: CallSite) -> bool:
        """Whether a pre-Linen class calls a Linen class of our own, perhaps in the old form."""
        own = [m for m in module_classes(callee) if m.builtin is None and not m.pre_linen and m.parameters]
        return bool(own) and self._may_hand_inputs(site)

    def _may_hand_inputs(self, site: CallSite) -> bool:
        """Whether a call stands in a pre-Linen class and begins with what may be an input of another module."""
        first = site.arguments[0] if site.arguments else None
        by_position = first is not None and not first.keyword and isinstance(first.value, (ParameterValue, Array))
        starred = any(argument.star for argument in site.arguments)
        return (by_position or starred) and site.fields["owner"] is not None

    def _passes_inputs(self, module: ModuleClass, site: CallSite) -> bool:
        """Whether a call of a Linen class still hands it inputs (a half-migrated caller)."""
        keywords = {a.keyword for a in site.arguments if a.keyword}
        fields = {field.name for field in module.fields}
        if keywords & ({p.name for p in module.parameters} - fields):
            return True
        first = site.arguments[0] if site.arguments else None
        if first is None or first.keyword or first.star:
            return False
        plain = sum(not a.keyword and not a.star for a in site.arguments)
        # As fields, positions and keywords would give one of them twice.
        twice = any(field.name in keywords for field in module.fields[:plain])
        return (isinstance(first.value, Array) and first.value.certain) or plain > len(module.fields) or twice

    def _old_call(self, callee: Value, site: CallSite, ordinal: int, inner: list[Made]) -> ModuleCall:
        reader = self.reader
        function = site.node.child_by_field_name("function")
        assert function is not None
        lifted, unlifted = self._lifts(callee, site, inner)
        return ModuleCall(
            **{**site.fields, "certain": self._certain(callee, site), "token": site.function},
            callee=callee,
            callee_span=reader.span(function),
            callee_text=reader.text(function),
            named=any(a.keyword == "name" for a in site.arguments) or "name" in bound_names(callee),
            form_tells=self._begins_with_array(site) or self._may_hand_inputs(site),
            ordinal=ordinal,
            nesting=reader.nesting,
            lifted=lifted,
            unlifted=unlifted,
            defaults_bound=defaults_bound(reader, callee, site),
        )

    # -- numbering

    def _count(self, callee: Value, site: CallSite, node: Node) -> int:
        if self._has_no_parent(callee, site):
            return -1
        if any(a.keyword == "name" for a in site.arguments) or "name" in bound_names(callee):
            return -1
        names = sorted({linen_name(module) for module in module_classes(callee)})
        return self._make(names[0] if len(names) == 1 else None, node)

    def _automatic_name(self, callee: Value) -> str:
        """The old name that a call without one gives now; '' where that can't be known."""
        names = {old_class_name(module) for module in module_classes(callee)}
        return f"{names.pop()}_{self.number}" if len(names) == 1 and self.number is not None else ""

    def _class_name(self, callee: Value) -> str:
        names = {linen_name(module) for module in module_classes(callee)}
        return names.pop() if len(names) == 1 else "module"

    def _takes(self, callee: Value, site: CallSite) -> tuple[str, str] | None:
        """See `Creation.taken`."""
        given = next((a.value for a in site.arguments if a.keyword == "name"), None)
        if given is not None:
            default = self.defaults.get(given) if isinstance(given, ParameterValue) else given
            return UNKNOWN_NAMES if default == Literal("None") else None
        if "name" in bound_names(callee) or self._has_no_parent(callee, site):
            return None
        function = site.node.child_by_field_name("function")
        return class_names.names_taken(callee, self.reader.text(function) if function is not None else "")

    def _make(self, class_name: str | None, node: Node) -> int:
        ordinal = len(self.made)
        counted = self.number is not None and class_name is not None and self.reader.nesting.liftable
        self.number = (self.number or 0) + 1 if counted else None
        variable = f"{snake_case(class_name or 'result')}_{ordinal}"
        span, statement = self.reader.span(node), self.reader.nesting.statement
        self.made.append(Made(class_name, span, statement, ordinal, variable, self.reader.nesting.liftable))
        return ordinal

    def made_later(self, span: Span) -> None:
        """What a lambda at `span` makes takes its names when that is called, not where it stands."""
        self.made[:] = [made for made in self.made if not span.contains(made.span)]
        for ordinal, made in enumerate(self.made):
            made.ordinal = ordinal

    def count_maker(self, site: CallSite) -> None:
        """Note the call of a helper that makes modules of unknown classes."""
        self.makes_modules = True
        self.creations.note("open", site, taken=UNKNOWN_NAMES)
        self._make(None, site.node)

    def _lifts(self, callee: Value, site: CallSite, inner: list[Made]) -> tuple[tuple[tuple[Span, str], ...], str]:
        """What must be made before this call so that Linen counts as the old API did, and why it cannot be."""
        if any(a.keyword == "name" for a in site.arguments) or "name" in bound_names(callee):
            return (), ""
        names = {linen_name(module) for module in module_classes(callee)}
        inside = [m for m in inner if _may_be(m, names) and self._in_inputs(callee, site, m.span)]
        if not inside:
            return (), ""
        statement = self.reader.nesting.statement
        same = [m for m in self.made[: inside[-1].ordinal + 1] if m.statement == statement and _may_be(m, names)]
        if not self.reader.nesting.liftable or not all(m.liftable for m in same):
            return (), "it stands where nothing can be put on a line before it"
        return tuple((m.span, self._free(m.variable)) for m in same), ""

    def _free(self, name: str) -> str:
        """A name that the function around does not use."""
        function = self.reader.scope.function()
        node = function.node if function is not None and function.node is not None else self.reader.root
        return free_name(name, identifiers(node))

    def _in_inputs(self, callee: Value, site: CallSite, span: Span) -> bool:
        modules = list(module_classes(callee))
        for bound in bind(site.arguments, modules[0].parameters if modules else ()):
            if bound.argument.span.contains(span):
                name = bound.parameter.name if bound.parameter is not None else None
                return name is None or role_of_builtin(modules[0], name) != "field"
        return False

    def bound(self, callee: Value, arguments: Sequence[Argument]) -> tuple[str, ...]:
        """Old names of the parameters that keywords bind, those behind `**` among them where they are known."""
        module = next(module_classes(callee), None)
        words = (word for a in arguments for word in ([a.keyword] if a.keyword else held_names(a, module)))
        return tuple(old_name(module, word) for word in words)

    def late(self, site: CallSite) -> tuple[tuple[str, Span], ...]:
        """What a partial or shared module in a module class binds that its calls can give themselves."""
        scope = self.reader.scope.function()
        if site.fields["owner"] is None or scope is None:
            return ()
        waiting = {self.reader.span(node) for node in late_arguments(site.node, scope.node)}
        known = (a for a in site.arguments if a.keyword or a.through)
        return tuple((a.keyword or a.star, a.span) for a in known if a.span in waiting)

    def instance_call(self, instance: ModuleInstance, site: CallSite) -> Value:
        """A Linen instance called: every argument is an input."""
        function = site.node.child_by_field_name("function")
        if function is not None and function.type == "call":
            self._count(instance, site, site.node)
        self.called(instance, site.passed)
        note_given_later(self.reader, instance, site.arguments)
        return Array(certain=True)

    def note_binding(self, callee: Value, site: CallSite) -> None:
        """Record keywords given to a library module outside an old call, whose names may be old ones."""
        if any(a.keyword for a in site.arguments) and any(m.builtin for m in module_classes(callee)):
            fields = {**site.fields, "arguments": site.arguments, "certain": True}
            self.reader.constructs.append(Binding(**fields, callee=callee))
