"""Function definitions: what calling one makes, draws and returns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import identifiers
from linen_upgrade.meaning.containers import holds_modules
from linen_upgrade.meaning.expressions import ExpressionReader
from linen_upgrade.meaning.scope import drawing
from linen_upgrade.meaning.signatures import function_of, parameters_of
from linen_upgrade.meaning.values import (
    UNKNOWN,
    Literal,
    ParameterValue,
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
        key = qualified(self.module.home, name)
        self.functions.append(key)
        outer_makes, self.calls.makes_modules = self.calls.makes_modules, False
        outer_draws, self.calls.draws = self.calls.draws, False
        outer_returned = self.calls.exchange_returned(None)
        if body is not None and not self.shallow:
            with self.calls.frame(None), self.nested("function") as scope:
                scope.span, scope.node = self.span(node), node
                for parameter, _ in parameters:
                    scope.names[parameter.name] = ParameterValue(key, parameter.name)
                self.calls.defaults_reach(key, parameters)
                self.run(body)
        makes, self.calls.makes_modules = self.calls.makes_modules, outer_makes
        returned = self.calls.exchange_returned(outer_returned)
        local = self.scope.kind != "module"
        if makes:
            self.makers.append(key)
        draws, self.calls.draws = self.calls.draws, outer_draws
        if draws:
            self.results.append((drawing(key), Literal("bool")))
        gives = returned if returned is not None and holds_modules(returned) else UNKNOWN
        if gives is not UNKNOWN:
            self.results.append((f"{key}()", gives))
        function = function_of(name, parameters, makes and local, gives if local else UNKNOWN, self.module.home)
        reads_rest = body is not None and bool(function.others) and function.others in identifiers(body)
        self.scope.bind(name, replace(function, reads_rest=reads_rest))
