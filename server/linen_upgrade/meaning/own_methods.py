"""Calls of a module's own methods, through the name of its instance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from linen_upgrade.meaning.creations import STATE
from linen_upgrade.meaning.doubts import DRAWS, UNSEEN
from linen_upgrade.meaning.introspection import Introspection, state_told_by
from linen_upgrade.meaning.joining import join_all
from linen_upgrade.meaning.module_calls import CallSite
from linen_upgrade.meaning.scope import (
    drawing,
    heirs_of,
    method_key,
    signature_of,
)
from linen_upgrade.meaning.shared_calls import has_method
from linen_upgrade.meaning.values import (
    Container,
    Function,
    ModuleClass,
    ParameterValue,
    PlainClass,
    Rng,
    Self,
    Value,
)
from linen_upgrade.meaning.variable_calls import VariableCallReader

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

_INTROSPECTION = frozenset({"get_param", "is_stateful"})
_AROUND = frozenset(
    "if_statement elif_clause assignment return_statement parenthesized_expression conditional_expression".split()
)
"""What an expression of any operators may stand in without parentheses."""


class OwnMethodReader(VariableCallReader):
    """The part of call reading that concerns methods of the class that is being read."""

    def __init__(self, reader: ExpressionReader) -> None:
        super().__init__(reader)
        self.heir: ModuleClass | None = None
        """The module class that is being read."""
        self.plain_selves: dict[ParameterValue, PlainClass] = {}
        """The first parameters of methods of classes that are no modules, with their classes."""

    def self_method(self, receiver: Self, name: str, site: CallSite) -> Value:
        """What a call of `self.name(…)` returns, of a method of the class or of one that every module has."""
        if name in ("param", "state"):
            return self.variable(name, site)
        if name in _INTROSPECTION and self.reader.owner():
            told_by = state_told_by(site.node, self.reader.text) if name == "is_stateful" else ""
            alone = site.node.parent is not None and site.node.parent.type in _AROUND
            self.reader.constructs.append(Introspection(**site.fields, name=name, told_by=told_by, alone=alone))
        if name in ("variable", "sow", "get_variable"):
            self.takes(site, 1 if name == "variable" else 0)
        if name == "variable":
            self.creations.note("open", site, class_name=STATE)
            self.states.kept()
        if name in ("make_rng", "has_rng"):
            self.drawings.drawn()
        if name == "make_rng":
            return Rng()
        makes = bool(self._facts_of_method(receiver.owner, name, ""))
        self.creations.note_own_call(name, site, makes)
        self._handed_to_method(receiver, name, site)
        if makes:
            self.makes_modules = True
            self._make(None, site.node)
        returned = self._facts_of_method(receiver.owner, name, "()")
        return join_all(returned) if returned else self.made_of(site, may_call=False)

    def _handed_to_method(self, receiver: Self, name: str, site: CallSite) -> None:
        """Arguments of an own method; one that is not seen here may call the modules that it is handed."""
        functions = self._methods_behind(receiver.owner, name)
        for function in functions:
            self.functions_called.add(function.key)
            if self.reader.owner() and self.reader.module.fact(drawing(function.key)) is not None:
                self.obstacles.append(self.unknown_callee(site, DRAWS))
            self.handed_to_function(function, site.passed)
        if (
            not functions
            and self.reader.owner()
            and any(self.reader.may_hold(argument.value) for argument in site.arguments)
        ):
            module = self.reader.class_of(receiver.owner)
            if module is None or not has_method(module, name):
                self.obstacles.append(self.unknown_callee(site, UNSEEN))

    def fact_of_method(self, owner: str, name: str, suffix: str) -> Value | None:
        """What is known of a method, the inherited ones included."""
        return self._first_fact(self._lookup(owner), f"{name}{suffix}")

    def _lookup(self, owner: str) -> tuple[str, ...]:
        """The classes in which a method of a class is looked up, by their keys."""
        known = next((plain for plain in self.plain_selves.values() if plain.key == owner), None)
        module = self.heir if self.heir is not None and self.heir.key == owner else self.reader.class_of(owner)
        ancestry = known.ancestry if known is not None else module.ancestry if module is not None else ()
        return (owner, *ancestry)

    def _facts_of_method(self, owner: str, name: str, suffix: str) -> list[Value]:
        """What is known of a method, and of what heirs have in its place: their own, or that of another base."""
        first = self._first_fact(self._lookup(owner), f"{name}{suffix}")
        heirs = self.reader.module.fact(heirs_of(owner))
        keys = [key for key, _ in heirs.entries] if isinstance(heirs, Container) else []
        others = (self.reader.module.fact(method_key(key, f"{name}{suffix}")) for key in keys)
        return list(dict.fromkeys(found for found in (first, *others) if found is not None))

    def _methods_behind(self, owner: str, name: str) -> list[Function]:
        """The methods that a call on an instance of a class, or of an heir, may reach."""
        found = self._facts_of_method(owner, name, signature_of(""))
        return [function for function in found if isinstance(function, Function)]

    def _first_fact(self, keys: Iterable[str], member: str) -> Value | None:
        """What is known of a member of the first of these classes that has it."""
        for key in keys:
            found = self.reader.module.fact(method_key(key, member))
            if found is not None:
                return found
        return None
