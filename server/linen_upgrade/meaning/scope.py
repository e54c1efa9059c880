"""Names in scope, and a record of which module-level names a statement asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from tree_sitter import Node

from linen_upgrade.document import Span
from linen_upgrade.meaning.values import UNKNOWN, Namespace, ParameterValue, PlainClass, Value


class Resolver(Protocol):
    """Knows the other files of the code base. A `home` names a file or a folder of it."""

    home: str
    """The file that asks; '' where only one file is looked at."""

    def module(self, path: str) -> str | None:
        """The home of the module that `import path` finds, None if the code base has none; dots may come first."""

    def member(self, home: str, name: str) -> Value | None:
        """What the module `home` binds to a name, submodules included; None if it has no such name."""

    def public(self, home: str) -> tuple[str, ...]:
        """The names that `from home import *` binds."""


class OneFile:
    """The resolver of a file that is looked at alone."""

    home = ""

    def module(self, path: str) -> str | None:
        """None: there is no other file."""
        return None

    def member(self, home: str, name: str) -> Value | None:
        """None: there is no other file."""
        return None

    def public(self, home: str) -> tuple[str, ...]:
        """Nothing: there is no other file."""
        return ()


class Elsewhere(NamedTuple):
    """A question about other files: a name of the module `home` ('*': its public names), or which module a path is."""

    home: str | None
    name: str


class ModuleScope:
    """The names that a file defines at its top level, those of other files, and what call sites say of parameters.

    Every question is recorded in `reads`, with its answer: an interpretation stays valid while the answers do.
    """

    def __init__(
        self,
        names: Mapping[str, Value],
        facts: Mapping[ParameterValue | str, Value],
        resolver: Resolver | None = None,
    ) -> None:
        self.names, self.facts = names, facts
        self.resolver: Resolver = resolver if resolver is not None else OneFile()
        self.home = self.resolver.home
        self.reads: dict[str | Elsewhere, object] = {}
        self.fact_reads: dict[ParameterValue | str, Value | None] = {}

    def lookup(self, name: str) -> Value | None:
        """The value of a module-level name, None if the file has no such name."""
        value = self.names.get(name)
        self.reads[name] = value
        return value

    def answer(self, question: str | Elsewhere) -> object:
        """What a question recorded in `reads` would be answered now."""
        if isinstance(question, str):
            return self.names.get(question)
        if question.home is None:
            return self.resolver.module(question.name)
        if question.name == "*":
            return self.resolver.public(question.home)
        return self.resolver.member(question.home, question.name)

    def module(self, path: str) -> Namespace | None:
        """The module of the code base that an import of `path` finds; the path may begin with dots."""
        home = self.resolver.module(path)
        self.reads[Elsewhere(None, path)] = home
        return Namespace(home) if home is not None else None

    def member(self, namespace: Namespace, name: str) -> Value:
        """What a module of the code base binds to a name; UNKNOWN where it has no such name."""
        value = self.resolver.member(namespace.home, name)
        self.reads[Elsewhere(namespace.home, name)] = value
        return UNKNOWN if value is None else value

    def public(self, namespace: Namespace) -> tuple[str, ...]:
        """The names that a star import of a module of the code base binds."""
        names = self.resolver.public(namespace.home)
        self.reads[Elsewhere(namespace.home, "*")] = names
        return names

    def fact(self, key: ParameterValue | str) -> Value | None:
        """What call sites pass for a module-valued parameter, or whether a function (by name) makes modules."""
        value = self.facts.get(key)
        self.fact_reads[key] = value
        return value


@dataclass
class Scope:
    """A function, class, lambda or comprehension scope."""

    kind: str
    parent: Scope | None
    names: dict[str, Value] = field(default_factory=dict)
    owner: str | None = None
    """In a method: the module class."""
    plain: PlainClass | None = None
    """In the body of a class that is no module: that class."""
    unsure: str | None = None
    """Why nobody can tell the form of what stands inside; None where it can be told."""
    pre_linen: bool = False
    """Whether `owner` is a pre-Linen class: everything inside counts as the old form."""
    self_name: str | None = None
    span: Span | None = None
    node: Node | None = None
    """The function's own node."""
    function_name: str = ""
    """How a plain function is called in its file, with those around it."""
    elsewhere: dict[str, Scope] = field(default_factory=dict)
    """Names that `nonlocal` gives to a scope further out."""
    file_names: set[str] = field(default_factory=set)
    """Names that `global` gives to the file's top level."""
    parameters: frozenset[str] = frozenset()
    """In `apply` of a pre-Linen class: its parameters, whose readings are recorded."""
    watched: frozenset[str] = frozenset()
    """Other names of which it is recorded that they are bound again."""
    references: dict[str, list[Span]] = field(default_factory=dict)
    rebound: set[str] = field(default_factory=set)

    def find(self, name: str) -> Scope | None:
        """The scope that binds `name`, by Python's rules: class scopes are seen from their own level only."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope.kind != "class" or scope is self):
                return scope
            scope = scope.parent
        return None

    def bind(self, name: str, value: Value) -> None:
        """Give `name` a value here; comprehension variables aside, the nearest function or class takes it."""
        if name in self.elsewhere:
            self.elsewhere[name].bind(name, value)
            return
        if name in self.parameters or name in self.watched:
            self.rebound.add(name)
        self.names[name] = value

    def function(self) -> Scope | None:
        """The innermost function scope, this one included (lambdas and comprehensions are seen through)."""
        scope: Scope | None = self
        while scope is not None and scope.kind != "function":
            scope = scope.parent
        return scope

    def method(self) -> Scope | None:
        """The innermost scope that is a method of a module class."""
        scope: Scope | None = self
        while scope is not None and scope.self_name is None:
            scope = scope.parent
        return scope

    def self_here(self) -> str | None:
        """The name of the module instance, if a reading of that name here means it."""
        method = self.method()
        if method is None or method.self_name is None:
            return None
        return method.self_name if self.find(method.self_name) is method else None


def drawing(function: str) -> str:
    """Under which fact it is kept that a function (by its key) draws a key with `nn.make_rng`, and what it needs."""
    return f"{function} draws"


def running(function: str) -> str:
    """Under which fact it is kept that a function (by its key) runs models of training code."""
    return f"{function} runs"


def hands_out(function: str) -> str:
    """Under which fact it is kept which functions a function (by its key) makes for whoever calls it."""
    return f"{function} hands out"


def transforming(function: str, parameter: str = "") -> str:
    """Under which fact it is kept that a function (by its key) hands modules to a transformation of JAX's.

    With a parameter: that it does so with what it is handed for that.
    """
    return f"{function} transforms {parameter}"


def folder_of(name: str) -> str:
    """Under which fact it is kept which path a module-level name (with its file) holds: a relative one, or absolute."""
    return f"{name} is folder"


def handed_around(function: str) -> str:
    """Under which fact it is kept that a function that draws is used otherwise than by calling it."""
    return f"{function} goes around"


def method_key(owner: str, name: str) -> str:
    """The key of a method that is called like a function, by that of its class."""
    return f"{owner}.{name}"


def signature_of(function: str) -> str:
    """Under which fact it is kept what the parameters of a method (by its key) are."""
    return f"{function} takes"


def binds(function: str) -> str:
    """Under which fact it is kept that a method takes its object first, which `signature_of` leaves out."""
    return f"{function} binds"


def stands(place: str) -> str:
    """Under which fact it is kept that a function (by its place) is called where a module may be, in the old form."""
    return f"{place} stands"


def escapes(place: str) -> str:
    """Under which fact it is kept that such a function is used where nobody sees how it is called."""
    return f"{place} escapes"


def contents(name: str) -> str:
    """Under which fact it is kept what functions put into the container of that module-level name."""
    return f"{name}[]"


def held_by(name: str) -> str:
    """Under which fact it is kept what of training code a module-level name (with its file) holds at some time."""
    return f"{name} holds"


def attributes_of(owner: str) -> str:
    """Under which fact it is kept what methods of a class that is no module put into attributes of its objects."""
    return f"{owner} has attributes"


def declares(name: str) -> str:
    """Under which fact it is kept that some module has a parameter of that name."""
    return f"parameter {name}"


def attribute_held(name: str) -> str:
    """Under which fact it is kept that objects of some class have a model or an optimizer for that attribute."""
    return f".{name} is a model"


def array_held(owner: str, name: str) -> str:
    """Under which fact it is kept that objects of a class that is no module have an array for that attribute."""
    return f"{owner}.{name} is an array"


def heirs_of(owner: str) -> str:
    """Under which fact it is kept which classes inherit from one, and from which others these do."""
    return f"{owner} has heirs"


def called(owner: str) -> str:
    """Under which fact it is kept that a class or function is called, and (a `bool`) with arguments all known."""
    return f"{owner} called"


def unclear(parameter: ParameterValue) -> str:
    """Under which fact it is kept that a caller hands a parameter something that nobody knows."""
    return f"{parameter.owner} is handed {parameter.name}"


def default_value(value: Value | None) -> Value:
    """`value`, or UNKNOWN for None."""
    return UNKNOWN if value is None else value
