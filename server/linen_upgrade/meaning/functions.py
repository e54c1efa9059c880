"""Function definitions: what calling one makes, draws and returns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import identifiers
from linen_upgrade.meaning.class_parts import PROPERTIES
from linen_upgrade.meaning.containers import holds_modules
from linen_upgrade.meaning.decorators import decorators_of
from linen_upgrade.meaning.drawing import note_drawing_function
from linen_upgrade.meaning.expressions import ExpressionReader
from linen_upgrade.meaning.keyed_functions import note_keyed_function, parameter_for_keys, wanted_by, wants
from linen_upgrade.meaning.scope import Scope, binds, hands_out, method_key, running, signature_of
from linen_upgrade.meaning.signatures import function_of, parameters_of
from linen_upgrade.meaning.stand_ins import is_curried
from linen_upgrade.meaning.static_arguments import note_static_decorator
from linen_upgrade.meaning.training_contexts import OpenContext
from linen_upgrade.meaning.values import (
    UNKNOWN,
    Literal,
    Parameter,
    ParameterValue,
    PlainClass,
    Value,
    qualified,
)


class FunctionReader(ExpressionReader):
    """Reads function definitions."""

    if TYPE_CHECKING:
        shallow: bool
        makers: list[str]
        functions: list[str]

        def run(self, node: Node) -> None:
            """See `StatementReader.run`."""

    def function_definition(self, node: Node) -> None:
        """A plain function (methods of module classes are read by `ClassReader`)."""
        name_node, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        parameters = list(parameters_of(node.child_by_field_name("parameters"), self.text, self.value))
        returns = node.child_by_field_name("return_type")
        if returns is not None:
            self.value(returns)
        name = self.text(name_node) if name_node is not None else ""
        plain = self.scope.plain if self.scope.kind == "class" else None
        full, key = self._names_of(name)
        note_static_decorator(self, node, key, [parameter.name for parameter, _ in parameters])
        self.functions.append(key)
        self.calls.drawings.defined(key)
        for context in self.calls.training.contexts.open:
            context.functions.add(key)
        outer_makes, self.calls.makes_modules = self.calls.makes_modules, False
        outer_draws, self.calls.draws = self.calls.draws, []
        training = self.calls.training
        outer_runs, outer_drew, training.runs, training.draws = training.runs, training.draws, False, False
        handed: OpenContext | None = None
        outer_returned = self.calls.exchange_returned([])
        outer_out, self.calls.training.handed_out = self.calls.training.handed_out, []
        read: Scope | None = None
        if body is not None and not self.shallow:
            given = parameter_for_keys(self, node, key)
            with (
                self.calls.frame(None),
                self.nested("function") as scope,
                training.contexts.handed(node, given) as handed,
            ):
                scope.span, scope.node, read = self.span(node), node, scope
                scope.function_name = key.removeprefix(qualified(self.module.home, ""))
                scope.watched = frozenset(parameter.name for parameter, _ in parameters)
                for parameter, _ in parameters:
                    scope.names[parameter.name] = self.known(ParameterValue(key, parameter.name))
                if plain is not None and parameters:
                    self._method_of(plain, key, node, parameters)
                self.calls.defaults_reach(key, parameters)
                for parameter, where in parameters:
                    self.calls.training.kept_apart(parameter.default_value, where, "a default")
                self.run(body)
        makes, self.calls.makes_modules = self.calls.makes_modules, outer_makes
        returned = self.calls.exchange_returned(outer_returned)
        local = self.scope.kind != "module"
        if makes:
            self.makers.append(key)
        if training.runs:
            self.results.append((running(key), Literal("bool")))
        if training.draws:
            self.results.append((wants(key), wanted_by(self, node)))
        if handed is not None:
            note_keyed_function(self, node, key, handed)
        training.runs, training.draws = outer_runs, outer_drew
        out, self.calls.training.handed_out = self.calls.training.handed_out, outer_out
        if out and out[0] != UNKNOWN and all(value == out[0] for value in out):
            self.results.append((hands_out(key), out[0]))
        draws, self.calls.draws = self.calls.draws, outer_draws
        if draws and self.scope.kind == "function":
            # What a local function asks, the one around it can be handed.
            outer_draws += draws
        elif draws:
            note_drawing_function(self, node, key, draws)
        gives = self.calls.returned_modules(returned, node)
        if gives is not UNKNOWN:
            suffix = " is" if plain is not None and self._markers(node) & PROPERTIES else "()"
            self.results.append((f"{key}{suffix}", gives))
        function = function_of(full, parameters, makes and local, gives if local else UNKNOWN, self.module.home)
        reads_rest = body is not None and bool(function.others) and function.others in identifiers(body)
        place = self.calls.stand_ins.place(node)
        function = replace(function, reads_rest=reads_rest, place=place, curried=is_curried(node))
        self.calls.stand_ins.define(node, function, [parameter for parameter, _ in parameters], read)
        self.scope.bind(name, function)

    def _names_of(self, name: str) -> tuple[str, str]:
        """How a function that is defined here is called in its file, and in the whole code base."""
        plain = self.scope.plain if self.scope.kind == "class" else None
        # Two functions may each have a local one of the same name.
        full = f"{self.scope.function_name}.{name}" if self.scope.function_name else name
        return full, qualified(self.module.home, full) if plain is None else method_key(plain.key, name)

    def _method_of(self, plain: PlainClass, key: str, node: Node, parameters: list[tuple[Parameter, Node]]) -> None:
        """A method of a class that is no module, which modules may inherit."""
        markers = self._markers(node)
        static = "staticmethod" in markers
        taken = function_of(key.rpartition(":")[2], parameters[0 if static else 1 :], home=self.module.home)
        self.results.append((signature_of(key), taken))
        if not static and "classmethod" not in markers:
            self.results.append((binds(key), Literal("bool")))
        if not static:
            self.calls.plain_selves[ParameterValue(key, parameters[0][0].name)] = plain

    def _markers(self, node: Node) -> set[str]:
        """The decorators of a function, as they are written."""
        return {self.text(decorator) for decorator in decorators_of(node)}

    def lambda_expression(self, node: Node) -> Value:
        """A lambda: what calling it makes and returns."""
        parameters = list(parameters_of(node.child_by_field_name("parameters"), self.text, self.value))
        body = node.child_by_field_name("body")
        outer, self.calls.makes_modules = self.calls.makes_modules, False
        place = self.calls.stand_ins.place(node)
        self.functions.append(place)
        self.calls.drawings.defined(place)
        for context in self.calls.training.contexts.open:
            context.functions.add(place)
        with self.nested("lambda"), self.unliftable():
            for parameter, _ in parameters:
                default = parameter.default_value
                held = default if self.may_hold(default) else UNKNOWN
                held = self.calls.stand_ins.kept([default], held, node)
                given = self.known(ParameterValue(place, parameter.name))
                self.scope.bind(parameter.name, held if isinstance(given, ParameterValue) else given)
            result = self.value(body) if body is not None else UNKNOWN
            self.calls.training.kept_apart(result, node, "what a lambda gives")
            for parameter, where in parameters:
                self.calls.training.kept_apart(parameter.default_value, where, "a default")
        makes, self.calls.makes_modules = self.calls.makes_modules, outer or self.calls.makes_modules
        gives = self.calls.stand_ins.kept([result], result if holds_modules(result) else UNKNOWN, node)
        name = place.removeprefix(qualified(self.module.home, ""))
        function = function_of(name, parameters, makes, gives, self.module.home)
        function = replace(function, place=place, curried=is_curried(node))
        self.calls.stand_ins.define(node, function, [parameter for parameter, _ in parameters], None)
        return function
