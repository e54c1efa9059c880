"""Calls of a module's own methods, through the name of its instance."""

from __future__ import annotations

from linen_upgrade.meaning.constructs import Introspection
from linen_upgrade.meaning.creations import STATE
from linen_upgrade.meaning.module_calls import CallSite
from linen_upgrade.meaning.scope import signature_of
from linen_upgrade.meaning.shared_calls import has_method
from linen_upgrade.meaning.values import UNKNOWN, Function, Method, Rng, Self, Value
from linen_upgrade.meaning.variable_calls import VariableCallReader

_INTROSPECTION = frozenset({"get_param", "is_stateful"})


class OwnMethodReader(VariableCallReader):
    """The part of call reading that concerns methods of the class that is being read."""

    def self_method(self, receiver: Self, name: str, site: CallSite) -> Value:
        """What a call of `self.name(…)` returns, of a method of the class or of one that every module has."""
        if name in ("param", "state"):
            return self.variable(name, site)
        if name in _INTROSPECTION and self.reader.owner():
            self.reader.constructs.append(Introspection(**site.fields, name=name))
        if name in ("variable", "sow", "get_variable"):
            self.takes(site, 1 if name == "variable" else 0)
        if name == "variable":
            self.creations.note("open", site, class_name=STATE)
        if name == "make_rng":
            return Rng()
        makes = self.fact_of_method(receiver.owner, name, "") is not None
        self.creations.note_own_call(name, site, makes)
        self._handed_to_method(receiver, name, site)
        if makes:
            self.makes_modules = True
            self._make(None, site.node)
        returned = self.fact_of_method(receiver.owner, name, "()")
        return returned if returned is not None else self.made_of(site, may_call=False)

    def function_behind(self, callee: Value) -> Function | None:
        """See `LibraryCallReader.function_behind`."""
        if isinstance(callee, Method) and isinstance(callee.receiver, Self):
            callee = self.fact_of_method(callee.receiver.owner, callee.name, signature_of("")) or UNKNOWN
        return callee if isinstance(callee, Function) else None

    def _handed_to_method(self, receiver: Self, name: str, site: CallSite) -> None:
        """Arguments of an own method; one that is not seen here may call the modules that it is handed."""
        function = self.function_behind(Method(receiver, name))
        if function is not None:
            self.handed_to_function(function, site.passed)
        elif self.reader.owner() and any(self.reader.may_hold(argument.value) for argument in site.arguments):
            module = self.reader.class_of(receiver.owner)
            if module is None or not has_method(module, name):
                self.obstacles.append(self.unknown_callee(site, "is handed a module, and is not seen here"))

    def fact_of_method(self, owner: str, name: str, suffix: str) -> Value | None:
        """What is known of a method, the inherited ones included."""
        seen: set[str] = set()
        while owner and owner not in seen:
            seen.add(owner)
            found = self.reader.module.fact(f"{owner}.{name}{suffix}")
            if found is not None:
                return found
            module = self.reader.class_of(owner)
            owner = module.base or "" if module is not None else ""
        return None
