"""Function definitions: what calling one makes, draws and returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import identifiers
from linen_upgrade.meaning.expressions import ExpressionReader, positional_names
from linen_upgrade.meaning.scope import drawing
from linen_upgrade.meaning.signatures import parameters_of
from linen_upgrade.meaning.values import (
    UNKNOWN,
    Function,
    Literal,
    ParameterKind,
    ParameterValue,
    qualified,
)


class FunctionReader(ExpressionReader):
    """Reads function definitions."""

    if TYPE_CHECKING:
        shallow: bool
        makers: list[str]

        def run(self, node: Node) -> None:
            """See `StatementReader.run`."""

    def function_definition(self, node: Node) -> None:
        """A plain function (methods of module classes are read by `ClassReader`)."""
        name_node, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        parameters = list(parameters_of(node.child_by_field_name("parameters"), self.text, self.value))
        name = self.text(name_node) if name_node is not None else ""
        key = qualified(self.module.home, name)
        outer_makes, self.calls.makes_modules = self.calls.makes_modules, False
        outer_draws, self.calls.draws = self.calls.draws, False
        outer_returned = self.calls.exchange_returned(None)
        if body is not None and not self.shallow:
            with self.calls.frame(None), self.nested("function") as scope:
                scope.span, scope.node = self.span(node), node
                for parameter, _ in parameters:
                    scope.names[parameter.name] = ParameterValue(key, parameter.name)
                self.run(body)
        makes, self.calls.makes_modules = self.calls.makes_modules, outer_makes
        returned = self.calls.exchange_returned(outer_returned)
        local = self.scope.kind != "module"
        if makes:
            self.makers.append(key)
        draws, self.calls.draws = self.calls.draws, outer_draws
        if draws:
            self.results.append((drawing(key), Literal("bool")))
        if returned is not None:
            self.results.append((f"{key}()", returned))
        result = returned if local and returned is not None else UNKNOWN
        rest = {parameter.name for parameter, _ in parameters if parameter.kind is ParameterKind.VAR_KEYWORD}
        reads_rest = body is not None and bool(rest & identifiers(body))
        names, home = positional_names(parameters), self.module.home
        self.scope.bind(name, Function(name, names, makes and local, result, home, reads_rest))
