"""What the parts of reading training code share: where they are, and what they can note there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import ASIDES, Span, ancestors, free_name, identifiers, is_called, parts_of
from linen_upgrade.meaning.bound_once import is_bound_once
from linen_upgrade.meaning.containers import display, holds_functions, is_followed
from linen_upgrade.meaning.training_constructs import (
    OLD_TYPES,
    CollectionUse,
    Lost,
    MemberHanded,
    Nearby,
    OldType,
    StoredParameters,
)
from linen_upgrade.meaning.training_contexts import ContextReader
from linen_upgrade.meaning.training_kinds import Model, Optimizer, StateCollection, Stored
from linen_upgrade.meaning.training_values import holds_models, made_by_call, modules_in
from linen_upgrade.meaning.values import (
    MADE_BY_CALLS,
    MODULE_KINDS,
    UNKNOWN,
    Container,
    Either,
    Function,
    ModuleClass,
    ModuleInstance,
    ParameterValue,
    PartialModule,
    Value,
    module_classes,
)

_HELPERS = frozenset({"init", "call", "create", "init_by_shape", "create_by_shape"})
"""Helpers of module classes, which run a whole model: today an instance is asked, and gives something else."""

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite
    from linen_upgrade.meaning.scope import Scope


_MADE = (PartialModule, ModuleInstance, Either)


class TrainingNotes:
    """Notes what training code names, and what can't be followed any further."""

    def __init__(self, reader: ExpressionReader) -> None:
        self.reader = reader
        self.contexts = ContextReader(reader)
        self.runs = False
        """Whether the function that is being read runs models, for all that has been read."""
        self.draws = False
        """Whether it may draw from the context around its calls: it runs models or draws, under none of its own."""
        self.handed_out: list[Value] = []
        """What the function that is being read returns of functions, or of tuples of them."""

    def ran(self, module: Value) -> None:
        """A module is run by what is being read, or a model of one."""
        self.runs = True
        if not any(module_classes(module)) or self.reader.calls.drawings.may_draw(module):
            self.drew()

    def drew(self) -> None:
        """What is being read may draw from the context around it."""
        self.draws |= not self.contexts.has_own_keys

    def origin(self, node: Node) -> str:
        """What tells a place of training code from the others of the code base; '' in a module class."""
        return self.reader.calls.stand_ins.place(node) if self.reader.owner() is None else ""

    def maker(self, node: Node) -> str:
        """The same for a partial: one that a function makes is another one with each call of that function."""
        place, scope = self.origin(node), self.reader.scope
        while place and scope.parent is not None and scope.kind not in ("function", "lambda"):
            scope = scope.parent
        return f"{place}{MADE_BY_CALLS}" if place and scope.parent is not None else place

    def told_apart(self, returned: Value, site: CallSite) -> Value:
        """What a function returns, whose partials are others at another call, if it is the function that makes them."""
        place = self.origin(site.node)
        if not place or not is_followed(returned):
            return returned
        given = list(modules_in([argument.value for argument in site.arguments]))
        visible: list[Value] = []
        scope: Scope | None = self.reader.scope
        while scope is not None:
            visible += modules_in(map(self.reader.known, scope.names.values()))
            scope = scope.parent
        partials = (value for value in visible if isinstance(value, PartialModule))
        return made_by_call(returned, place, [*given, *(partials if given else visible)])

    def returns(self, value: Value, node: Node) -> None:
        """The function that is being read returns a value, which may be a function, or a tuple that holds some."""
        if self.reader.owner() is not None:
            return
        if node.type in ("tuple", "expression_list"):
            parts = [self.reader.quietly(child) for child in node.named_children if child.type not in ASIDES]
            if any(isinstance(part, Function) for part in parts):
                value = display("tuple", [("", _alone(part)) for part in parts])
        self.handed_out.append(_alone(value))

    def handed_in(self, module: Value, node: Node | None) -> Value:
        """A module that is written there: if it is a parameter, each caller may give another one of several."""
        written = self.reader.quietly(node) if node is not None else UNKNOWN
        if isinstance(module, Either) and isinstance(written, ParameterValue):
            return replace(module, of=f"{written.owner}.{written.name}")
        return module

    def place_of_name(self, text: str) -> str:
        """Tells a name, or names behind dots, of a function or of the file's top level from all others; '' for none."""
        parts = text.split(".")
        scope = self.reader.scope.find(parts[0])
        if not all(part.isidentifier() for part in parts) or (scope is not None and scope.kind != "function"):
            return ""
        return f"{self.reader.module.home}:{scope.function_name if scope is not None else ''}:{text}"

    def holder(self, model: Model) -> str:
        """The optimizer whose target a model is, as this place can name it; '' where it can't."""
        text = model.source.rpartition(":")[2]
        return text if text and self.place_of_name(text) == model.source else ""

    def nearby(self) -> Nearby:
        """The names of the functions around, the innermost first, and what modules and optimizers they stand for."""
        found: dict[str, Value] = {}
        scope = self.reader.scope
        while scope.parent is not None:
            for name, value in scope.names.items() if scope.kind != "class" else ():
                for text, held in _held(name, self.reader.known(value)):
                    if self.reader.scope.find(name) is scope and self._is_settled(name, value, scope):
                        found.setdefault(text, held)
                found.setdefault(name, UNKNOWN)
            scope = scope.parent
        return tuple(found.items())

    def fresh(self, name: str) -> str:
        """A name that the function around doesn't use, or that the file doesn't."""
        scope = self.reader.scope.function()
        node = scope.node if scope is not None and scope.node is not None else self.reader.root
        return free_name(name, set(identifiers(node)))

    def _is_settled(self, name: str, value: Value, scope: Scope) -> bool:
        """Whether a name means the same whenever it is read: a class or an optimizer, or a module bound once."""
        if isinstance(value, ParameterValue):
            return not isinstance(self.reader.known(value), _MADE)
        made = isinstance(value, _MADE)
        return not made or (scope.node is not None and is_bound_once(name, scope.node))

    def _fields(self, node: Node, whole: Node) -> dict[str, Any]:
        return self.reader.standing(node.child_by_field_name("attribute") or node, whole)

    def doubt(self, node: Node, why: str) -> None:
        """Note what may belong to any program around, since nothing tells where it comes from."""
        self.lost(self.reader.span(node.child_by_field_name("attribute") or node), node, why, anywhere=True)

    def collection(self, site: CallSite) -> Value:
        """`nn.Collection(…)`."""
        self._collection("()", site.node, site.node, bool(site.arguments))
        return StateCollection()

    def _collection(self, name: str, token: Node, whole: Node, is_filled: bool = False) -> None:
        fields = self._fields(token, whole)
        self.reader.constructs.append(CollectionUse(**fields, name=name, is_filled=is_filled))

    def named(self, node: Node, token: Node, path: str) -> None:
        """Note a class of training code that is named, not called: in an annotation, for the most part."""
        if path not in OLD_TYPES:
            return
        outer = node.parent
        is_called_now = outer is not None and outer.type == "call" and outer.child_by_field_name("function") == node
        is_holder = outer is not None and outer.type == "attribute" and outer.child_by_field_name("object") == node
        is_annotation = any(outside.type == "type" for outside in ancestors(node))
        if is_holder and outer is not None and _is_assigned(outer):
            self.lost(self.reader.span(token), node, f"has `{self.reader.excerpt(outer)}` replaced", anywhere=True)
        if not is_called_now:
            self.reader.constructs.append(
                OldType(**self._fields(node, node), path=path, kind=node.type, is_annotation=is_annotation)
            )

    def kept_apart(self, value: Value, node: Node, where: str) -> None:
        """Note a model or an optimizer that goes where it is not followed."""
        if holds_models(value) and self.reader.owner() is None:
            self.lost(self.reader.span(node), node, f"goes into {where}, where it can't be followed")

    def names_parameters(self, node: Node, text: str) -> None:
        """Note a text outside of modules that is an automatic name, but for the first: Linen may give it to others."""
        for word in text.replace("/", " ").replace(".", " ").split():
            prefix, _, number = word.rpartition("_")
            if not prefix or self.reader.owner() is not None or not (number.isdigit() or not number) or number == "0":
                continue
            found = self.reader.module.lookup(prefix) if flax_api.module(prefix) is None else None
            if flax_api.module(prefix) is not None or isinstance(found, ModuleClass):
                why = (
                    f"may have parameters asked for by `{word}`, a name that Linen may give to others: name that module"
                )
                self.doubt(node, why)
                return

    def filled(self, base: Value, given: Value, node: Node) -> None:
        """Note parameters of a module that come from a checkpoint."""
        held = node.child_by_field_name("value") if node.type == "keyword_argument" else node
        own = [module for module in module_classes(base) if module.builtin is None]
        if isinstance(given, Stored) and held is not None and own and self.reader.owner() is None:
            self.reader.constructs.append(StoredParameters(**self._fields(held, held), base=base, kind=held.type))

    def member_handed(self, node: Node, receiver: Value, name: str) -> None:
        """Note a helper of a module class that something else will call."""
        classes = (ModuleClass, PartialModule, Either)
        if name not in _HELPERS or is_called(node) or self.reader.owner() is not None:
            return
        resolved = self.reader.calls.resolve(receiver)
        if isinstance(resolved, classes) and any(module_classes(resolved)):
            self.reader.constructs.append(
                MemberHanded(**self._fields(node, node), name=name, callee=resolved, called=False)
            )

    def run_by_hand(self, resolved: Value, site: CallSite) -> None:
        """`CNN.call(params, x)`."""
        fields = {**self._fields(site.node, site.node), "token": site.fields["token"]}
        self.reader.constructs.append(MemberHanded(**fields, name="call", callee=resolved, called=True))
        self.lost(site.fields["token"], site.node, "is run by `call` of its class, which `apply` of an instance does")

    def lost(self, token: Span, node: Node, why: str, where: str = "", anywhere: bool = False) -> None:
        """Note that a model or an optimizer can't be followed any further."""
        fields = {**self.reader.standing(node, node), "token": token}
        self.reader.constructs.append(Lost(**fields, why=why, where=where, anywhere=anywhere))


def _alone(value: Value) -> Value:
    """A function without what it returns, which is told as a fact of its own; the function alone of other values."""
    if isinstance(value, Function):
        return replace(value, result=UNKNOWN)
    return value if holds_functions(value) else UNKNOWN


def _held(name: str, value: Value) -> Sequence[tuple[str, Value]]:
    """A name, or the attributes of the object that it is, where that is a module or an optimizer."""
    if isinstance(value, (*MODULE_KINDS, Optimizer, Model)):
        return [(name, value)]
    if isinstance(value, Container) and value.type == "object":
        return [(f"{name}.{key}", held) for key, held in value.entries if isinstance(held, (Optimizer, Model)) and key]
    return ()


def only_argument(site: CallSite, keyword: str) -> Node | None:
    """The one argument of a call, given by that keyword."""
    if len(site.arguments) == 1 and site.arguments[0].keyword == keyword:
        return site.nodes[0]
    return None


def unpacked(call: Node) -> tuple[Node, Sequence[Node]] | None:
    """The targets, as one and each, that a statement hands the result of a call to, if it does nothing else."""
    outer = call.parent
    if outer is None or outer.type != "assignment" or outer.child_by_field_name("right") != call:
        return None
    left, statement = outer.child_by_field_name("left"), outer.parent
    if left is None or left.type not in ("pattern_list", "tuple_pattern") or statement is None:
        return None
    parts = parts_of(left)
    plain = all(part.type in ("identifier", "attribute", "subscript") for part in parts)
    return (left, parts) if plain and statement.type == "expression_statement" else None


def _is_assigned(node: Node) -> bool:
    return (
        node.parent is not None and node.parent.type == "assignment" and node.parent.child_by_field_name("left") == node
    )
