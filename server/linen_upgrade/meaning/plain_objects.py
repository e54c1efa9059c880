"""Objects of classes that are no modules, and may hold some: their attributes, and what their methods take and give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from linen_upgrade.meaning.joining import join_all
from linen_upgrade.meaning.own_methods import OwnMethodReader
from linen_upgrade.meaning.scope import (
    array_held,
    attribute_held,
    attributes_of,
    binds,
    heirs_of,
    method_key,
    signature_of,
)
from linen_upgrade.meaning.static_arguments import ARRAY, STATIC
from linen_upgrade.meaning.training_values import holds_models, holds_objects, holds_training
from linen_upgrade.meaning.values import (
    UNKNOWN,
    Array,
    Collected,
    Container,
    Function,
    Initializer,
    Literal,
    Method,
    ParameterValue,
    PlainClass,
    Rng,
    Self,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.module_calls import CallSite


class PlainObjectReader(OwnMethodReader):
    """The part of call reading that concerns objects of classes that are no modules."""

    def function_behind(self, callee: Value) -> Function | None:
        """See `LibraryCallReader.function_behind`."""
        if isinstance(callee, Method) and isinstance(callee.receiver, Self):
            callee = self.fact_of_method(callee.receiver.owner, callee.name, signature_of("")) or UNKNOWN
        elif isinstance(callee, Method) and isinstance(callee.receiver, (ParameterValue, PlainClass, Container)):
            callee = next(self._methods_of(callee.receiver, callee.name), UNKNOWN)
        return callee if isinstance(callee, Function) else None

    def class_of_self(self, value: Value) -> Value | None:
        """See `ContainerCallReader.class_of_self`."""
        return self.plain_selves.get(value) if isinstance(value, ParameterValue) else None

    # -- classes and their methods

    def _classes_of(self, receiver: Value) -> tuple[PlainClass, ...]:
        """The classes of which a value is an object, or one of which it is."""
        if isinstance(receiver, ParameterValue):
            own = self.plain_selves.get(receiver)
            receiver = (self.reader.module.fact(receiver) or UNKNOWN) if own is None else own
        if isinstance(receiver, Container):
            return receiver.of
        return (receiver,) if isinstance(receiver, PlainClass) else ()

    def _facts_of(self, receiver: Value, name: str, suffix: str) -> list[Value]:
        """What is known of a method of a class or of an object; that of an heir may stand in its place."""
        fact = self.reader.module.fact
        found: list[Value | None] = []
        for plain in self._classes_of(receiver):
            found.append(self._first_fact((plain.key, *plain.ancestry), f"{name}{suffix}"))
            is_own = receiver == plain or receiver in self.plain_selves
            heirs = fact(heirs_of(plain.key)) if is_own else None
            keys = [key for key, _ in heirs.entries] if isinstance(heirs, Container) else []
            found += [fact(method_key(key, f"{name}{suffix}")) for key in keys]
        return list(dict.fromkeys(known for known in found if known is not None))

    def _methods_of(self, receiver: Value, name: str) -> Iterator[Function]:
        """The methods that a call may reach, with what such a call hands them."""
        for found in self._facts_of(receiver, name, signature_of("")):
            if isinstance(found, Function):
                unbound = isinstance(receiver, PlainClass) and self.reader.module.fact(binds(found.key)) is not None
                # By its class, a method is handed its object, too.
                yield replace(found, positional=("", *found.positional)) if unbound else found

    def called_on_itself(self, receiver: Value, name: str, site: CallSite) -> None:
        """A method of a class that is no module is called, on an object or by the class."""
        for function in self._methods_of(receiver, name):
            self._handed(function, site)

    def given_by_own(self, receiver: Value, name: str) -> Value | None:
        """What of training code a method of a class that is no module gives; None for nothing."""
        given = self._facts_of(receiver, name, "()")
        if any(map(holds_training, given)):
            return join_all(given)
        is_own = isinstance(receiver, Container) and self.reader.owner() is None
        is_own = is_own and next(self._methods_of(receiver, name), None) is not None
        # It is no method of a list or a dictionary, which would put something in or take it out.
        return UNKNOWN if is_own and not any(map(self.reader.is_followed, given)) else None

    def property_of(self, receiver: Value, name: str) -> Value | None:
        """What of training code a property of an object of a class that is no module gives; None for nothing."""
        given = self._facts_of(receiver, name, " is")
        return join_all(given) if any(map(holds_training, given)) else None

    def called_on_base(self, name: str, site: CallSite) -> Value | None:
        """A method of a class that is no module calls the one that it replaces: `super().__init__(…)`.

        Gives what that gives, if it is of training code.
        """
        scope = self.reader.scope
        while scope.plain is None and scope.parent is not None:
            scope = scope.parent
        if scope.plain is None:
            return None
        self._handed_to_first(scope.plain.ancestry, name, site)
        given = self._first_fact(scope.plain.ancestry, f"{name}()")
        return given if given is not None and holds_training(given) else None

    def _handed_to_first(self, classes: Iterable[str], name: str, site: CallSite) -> None:
        """Arguments reach the first method of that name that one of these classes has."""
        function = self._first_fact(classes, f"{name}{signature_of('')}")
        if isinstance(function, Function):
            self._handed(function, site)

    def _handed(self, function: Function, site: CallSite) -> None:
        self.functions_called.add(function.key)
        self.handed_to_function(function, site.passed)

    # -- objects and their attributes

    def keep_attribute(self, receiver: ParameterValue, name: str, value: Value) -> None:
        """A method of a class that is no module puts a value into an attribute of its object."""
        if isinstance(value, Array) and value.has_no_hash:
            self.reader.results.append((array_held(self.plain_selves[receiver].key, name), Literal("bool")))
        # What is no module for certain would only make the facts larger.
        if not isinstance(value, (Literal, Array, Rng, Initializer)):
            if holds_models(value):
                self.reader.results.append((attribute_held(name), Literal("bool")))
            entry = Container("object", ((name, value),))
            self.reader.results.append((attributes_of(self.plain_selves[receiver].key), entry))

    def attribute_of_self(self, receiver: Value, name: str) -> Value | None:
        """What an attribute of the object may be whose method is read, if that has to do with modules; None if not."""
        plain = self.plain_selves.get(receiver) if isinstance(receiver, ParameterValue) else None
        if plain is None:
            return None
        held = self._attributes_in(self._family(plain), name)
        held += self._facts_of(receiver, name, " is")
        if any(map(holds_objects, held)):
            # What is not known (yet) comes from itself in a loop, or is noted where it is put there.
            held = [value for value in held if not isinstance(value, Unknown)]
        told = [value for value in held if self.reader.is_followed(value)]
        if not told and len(held) == 1 and isinstance(held[0], Function):
            # A step that was compiled, say: called, it is that function.
            return held[0]
        return join_all(held) if told else None

    def has_no_hash(self, value: Value) -> bool:
        """Whether a value is an array, as it is made here, kept by an object, or handed on to be static."""
        if isinstance(value, ParameterValue):
            return ARRAY in STATIC.answered(self.reader, value)
        if isinstance(value, Method) and isinstance(value.receiver, ParameterValue):
            plain = self.plain_selves.get(value.receiver)
            keys = self._family(plain) if plain is not None else []
            return any(self.reader.module.fact(array_held(key, value.name)) is not None for key in keys)
        return isinstance(value, Array) and value.has_no_hash

    def _family(self, plain: PlainClass) -> list[str]:
        """The classes, by their keys, whose methods may have put something into an object's attributes."""
        heirs = self.reader.module.fact(heirs_of(plain.key))
        below = [key for key, _ in heirs.entries] if isinstance(heirs, Container) else []
        return list(dict.fromkeys((plain.key, *plain.ancestry, *below)))

    def _attributes_in(self, classes: Iterable[str], name: str) -> list[Value]:
        facts = (self.reader.module.fact(attributes_of(key)) for key in classes)
        return [
            value for fact in facts if isinstance(fact, Container) for known, value in fact.entries if known == name
        ]

    def object_of(self, plain: PlainClass, site: CallSite) -> Value:
        """An object of a class that is no module: with its attributes, if there are modules among them."""
        keys = (plain.key, *plain.ancestry)
        self._handed_to_first(keys, "__init__", site)
        facts = (self.reader.module.fact(attributes_of(key)) for key in keys)
        entries = [entry for fact in facts if isinstance(fact, Container) for entry in fact.entries]
        entries += [(a.keyword, a.value) for a in site.arguments if a.keyword and self.reader.is_followed(a.value)]
        if self._first_fact(keys, f"__init__{signature_of('')}") is None:
            # A dataclass, or a named tuple.
            plainly = takewhile(lambda argument: not argument.keyword and not argument.star, site.arguments)
            given = ((name, argument.value) for name, argument in zip(plain.fields, plainly, strict=False))
            entries += [(name, value) for name, value in given if self.reader.is_followed(value)]
        if any(self.reader.is_followed(value) for _, value in entries):
            return Container("object", tuple(dict.fromkeys(entries)), (plain,))
        return Collected(plain.key.rpartition(":")[2], plain.kind) if plain.kind else UNKNOWN
