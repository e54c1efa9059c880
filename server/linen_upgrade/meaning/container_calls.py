"""Calls that take modules out of containers or put them in: methods of containers, functions of Python itself."""

from __future__ import annotations

import builtins
from collections.abc import Sequence

from tree_sitter import Node

from linen_upgrade.meaning import containers
from linen_upgrade.meaning.constructs import Argument, EvidenceKind
from linen_upgrade.meaning.doubts import HANDED, NAMELESS
from linen_upgrade.meaning.frozen_fields import TYPES
from linen_upgrade.meaning.joining import join, join_all
from linen_upgrade.meaning.library_calls import LibraryCallReader
from linen_upgrade.meaning.literals import key_text, string_content
from linen_upgrade.meaning.module_calls import CallSite
from linen_upgrade.meaning.training_values import is_only_training
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    UNKNOWN,
    Collected,
    Container,
    Derived,
    Function,
    Imported,
    Literal,
    MaybeModule,
    Method,
    Namespace,
    ParameterValue,
    Unknown,
    Value,
    sources,
)

PYTHON = frozenset(vars(builtins))
_SEQUENCES = {"list": "list", "tuple": "tuple", "set": "set", "frozenset": "set", "iter": "list"}
_TELLING = frozenset("getattr vars map filter sum next min max".split())
"""Functions of Python's own that may give back a module that they were handed; the others never do."""


def _is_module(value: Value) -> bool:
    return isinstance(value, MODULE_KINDS) or (isinstance(value, Container) and _is_module(containers.inside(value)))


_OF_PARTS = ("enumerate", "zip", "reversed", "sorted", "list", "tuple")


class ContainerCallReader(LibraryCallReader):
    """The part of call reading that concerns containers."""

    def made_of(self, site: CallSite, may_call: bool = True) -> Value:
        """What a call returns of which only the arguments are known: perhaps a module, if it was handed one.

        `may_call` says whether what is called may call that in turn, where nobody sees it.
        """
        held = [argument.value for argument in site.arguments]
        if not any(self.reader.may_hold(value) or self._returns_modules(value) for value in held):
            return UNKNOWN
        function = site.node.child_by_field_name("function")
        name = self.reader.excerpt(function) if function is not None else "a function"
        self._called_back(site)
        if may_call and self.reader.owner() and any(_is_module(argument.value) for argument in site.arguments):
            self.obstacles.append(self.unknown_callee(site, HANDED))
        return MaybeModule(f"comes out of `{name}(…)`, which was handed a module", result=True)

    def _returns_modules(self, value: Value) -> bool:
        """Whether it is a function that makes module classes for whoever calls it."""
        return isinstance(value, Function) and containers.holds_modules(self.returned_by(value))

    def returned_by(self, function: Function) -> Value:
        """What a function returns, as far as it may be a module."""
        if not isinstance(function.result, Unknown):
            return function.result
        fact = self.reader.module.fact(f"{function.key}()")
        return fact if fact is not None else UNKNOWN

    def _called_back(self, site: CallSite) -> None:
        """Functions that are handed over with modules (`map(run, layers)`) may be called with them."""
        for argument, node in zip(site.arguments, site.nodes, strict=True):
            if isinstance(argument.value, Function):
                self.may_receive(argument.value, node)

    # -- methods

    def container_method(self, method: Method, site: CallSite) -> Value | None:
        """What a method of a container returns; None where it is something else that has the method."""
        receiver, name = method.receiver, method.name
        function = site.node.child_by_field_name("function")
        holder = function.child_by_field_name("object") if function is not None else None
        if holder is not None and name in containers.PUTS:
            self._put(receiver, name, holder, site)
        if isinstance(receiver, MaybeModule):
            return receiver
        if not isinstance(receiver, Container):
            return None
        if holder is not None and name not in {*containers.KEEPS, *containers.PUTS} and receiver.type == "list":
            self.reader.store(holder, containers.unordered(receiver))
        return self._from(receiver, name, site)

    def _put(self, receiver: Value, name: str, holder: Node, site: CallSite) -> None:
        """`.append(module)` and its like."""
        values = [a.value for a in site.arguments if not a.keyword]
        place = containers.PUTS[name]
        value = values[place] if len(values) > place else UNKNOWN
        relevant = isinstance(receiver, Container) or self.reader.may_hold(value)
        if name in ("append", "add") and isinstance(value, ParameterValue) and isinstance(receiver, Literal):
            self.reader.put(holder, "", value)
        is_function = isinstance(receiver, Literal) and isinstance(value, (Function, Imported))
        keywords = [a for a in site.arguments if a.keyword] if name == "update" else []
        for argument in keywords:
            if isinstance(receiver, Container) or self.reader.may_hold(argument.value):
                self.reader.put(holder, argument.keyword, argument.value)
        if not (relevant or is_function) or (name == "update" and not values):
            return
        if name in ("extend", "update"):
            self.reader.store(holder, containers.concatenated(receiver, value))
        elif name == "append":
            self.reader.put(holder, None, value)
        elif name == "setdefault":
            self.reader.put(holder, key_text(site.nodes[0]), value)
        else:
            current = containers.unordered(receiver, receiver.type) if isinstance(receiver, Container) else receiver
            self.reader.store(holder, containers.added(current, "", value))

    def _from(self, receiver: Container, name: str, site: CallSite) -> Value:
        """What a method gives out of a container."""
        if name in containers.TAKES:
            by_key = receiver.type != "list" or name == "pop"
            key = key_text(site.nodes[0]) if site.nodes and by_key else ""
            known = containers.pick(receiver, key) if containers.has(receiver, key) else containers.held(receiver)
            return join(known, site.arguments[1].value) if len(site.arguments) > 1 else known
        if name == "copy":
            return receiver
        if name == "values":
            return containers.unordered(receiver)
        if name == "items":
            return containers.items(receiver)
        if name == "popitem":
            return containers.held(containers.items(receiver))
        if name in containers.METHODS:
            return UNKNOWN
        if is_only_training(receiver):
            return UNKNOWN
        return MaybeModule(f"comes out of `.{name}(…)` of an object that holds modules")

    # -- functions

    def class_of_self(self, value: Value) -> Value | None:
        """The class that is no module of the object whose method is read; None for what is no such object."""
        raise NotImplementedError

    def _is_class_of_nobody(self, name: str) -> bool:
        """Whether a pre-Linen class uses what looks like a class, which a star import may bring along."""
        bound = self.reader.scope.find(name) is not None or self.reader.module.lookup(name) is not None
        return name[:1].isupper() and name not in PYTHON and not bound and self.reader.owner() is not None

    def is_named(self, site: CallSite) -> bool:
        """Whether a pre-Linen class gives a name beside what it hands over, as only modules take."""
        named = any(a.keyword == "name" for a in site.arguments) and any(not a.keyword for a in site.arguments)
        return named and self.reader.owner() is not None

    def nobody_knows(self, site: CallSite) -> Value:
        """A call of one of Python's own functions, or of what nobody knows."""
        function = site.node.child_by_field_name("function")
        name = self.reader.text(function) if function is not None and function.type == "identifier" else ""
        if self.is_named(site) and name not in PYTHON:
            self.obstacles.append(self.unknown_callee(site))
        elif self._is_class_of_nobody(name) and site.arguments:
            self.obstacles.append(self.unknown_callee(site, NAMELESS))
        if name == "getattr" and site.arguments and isinstance(site.arguments[0].value, Imported):
            return self._by_name(site)
        if name == "getattr" and len(site.nodes) > 1 and isinstance(site.arguments[0].value, Namespace):
            return self._member_by_name(site.arguments[0].value, string_content(site.nodes[1]))
        function_scope = self.reader.scope.find(name) if name else None
        if function_scope is not None and function_scope.kind == "lambda" and self.reader.owner() and site.arguments:
            self.obstacles.append(self.unknown_callee(site))
        return self.python_function(name, site)

    def _member_by_name(self, own: Namespace, name: str) -> Value:
        """`getattr(layers, 'Block')`; under a name that can't be known, whatever can be called there."""
        module = self.reader.module
        if name:
            return module.member(own, name)
        held = [module.member(own, public) for public in module.public(own)]
        return (
            join_all([v for v in held if isinstance(v, (*MODULE_KINDS, Function))])
            if any(map(_is_module, held))
            else UNKNOWN
        )

    def python_function(self, name: str, site: CallSite) -> Value:
        """What one of Python's own functions returns, or one that nobody knows."""
        values = [argument.value for argument in site.arguments]
        first = values[0] if values else UNKNOWN
        if name == "staticmethod" and values:
            return first
        if name == "type" and len(values) == 1 and (own := self.class_of_self(first)) is not None:
            return own
        if name in ("range", "int", "float", "str"):
            for value, node in zip(values, site.nodes, strict=True):
                self.reader.note(value, EvidenceKind.HYPER_USE, node)
        if name in ("str", "repr") and len(site.nodes) == 1:
            self.reader.note_thawed(EvidenceKind.WRITTEN_OUT, site.nodes[0], "", site.node)
        if name in ("locals", "vars", "dir") and not site.nodes and self.reader.owner():
            self.obstacles.append(self.unknown_callee(site, "finds no parameters that are fields today"))
        if name in ("list", "dict", "set") and isinstance(first, Collected):
            return Literal(name)
        if name == "isinstance" and len(site.nodes) == 2:
            self._type_test(site)
        if any(self.reader.may_hold(value) or self._returns_modules(value) for value in values):
            return self._of_modules(name, first, site)
        if name in ("list", "dict", "set") and not any(sources(value) for value in values):
            return Literal(name)
        found = frozenset(source for value in values for source in sources(value))
        return Derived(found) if found and name in _OF_PARTS else UNKNOWN

    def _type_test(self, site: CallSite) -> None:
        """`isinstance(sizes, list)`; one that asks for lists and tuples alike has the same answer today."""
        asked, kinds = site.nodes
        listed = kinds.named_children if kinds.type == "tuple" else [kinds]
        names = {self.reader.text(kind) for kind in listed} & set(TYPES)
        names -= {"list", "tuple"} if {"list", "tuple"} <= names else set()
        for name in sorted(names):
            self.reader.note_thawed(EvidenceKind.TYPE_TEST, asked, name, site.node)

    def _of_modules(self, name: str, first: Value, site: CallSite) -> Value:
        """The same, handed a module or a container of some."""
        values = [argument.value for argument in site.arguments]
        if name == "dict":
            return self._dictionary(site.arguments)
        if name == "zip":
            return containers.paired(values)
        if name == "map" and isinstance(first, Function) and self._returns_modules(first):
            return Container("list", (("", self.returned_by(first)),))
        if isinstance(first, Container):
            if name in _SEQUENCES:
                return containers.as_sequence(first, _SEQUENCES[name])
            if name in ("reversed", "sorted"):
                return containers.unordered(containers.as_sequence(first, "list"))
            if name == "enumerate":
                return containers.paired([Literal("int"), first])
            if name == "next":
                return containers.element(first)
            if name == "getattr" and len(site.nodes) > 1:
                return containers.pick(first, key_text(site.nodes[1]))
        if name in _OF_PARTS and isinstance(first, Derived):
            return first
        if name in PYTHON and name not in (*_TELLING, *_OF_PARTS, *_SEQUENCES):
            return UNKNOWN
        return self.made_of(site, may_call=name not in _TELLING or name == "map")

    def _dictionary(self, arguments: Sequence[Argument]) -> Value:
        """`dict(base, dense=nn.Dense, **more)`."""
        result: Value = Container("dict", ())
        for argument in arguments:
            if argument.keyword:
                result = containers.added(result, argument.keyword, argument.value)
            elif isinstance(argument.value, Container) and argument.value.type != "dict":
                result = containers.added(result, "", containers.inside(argument.value))
            else:
                result = containers.concatenated(result, argument.value)
        return result
