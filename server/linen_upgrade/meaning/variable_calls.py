"""Calls by which a module declares parameters and state: `self.param`, `self.state`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Argument, EvidenceKind, ParamCall, StateCall
from linen_upgrade.meaning.container_calls import ContainerCallReader
from linen_upgrade.meaning.literals import string_content
from linen_upgrade.meaning.module_calls import CallSite
from linen_upgrade.meaning.scope import declares
from linen_upgrade.meaning.values import (
    UNKNOWN,
    Array,
    Derived,
    Function,
    Imported,
    Initializer,
    Literal,
    ParameterValue,
    Value,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader


class VariableCallReader(ContainerCallReader):
    """The part of call reading that concerns parameters and state."""

    def __init__(self, reader: ExpressionReader) -> None:
        super().__init__(reader)
        self.taken: list[str] = []
        """The names that the class has given away."""

    def variable(self, name: str, site: CallSite) -> Value:
        """`self.param(…)` or `self.state(…)`, whichever `name` says."""
        self._declare(site)
        if self.reader.owner() is None:
            return UNKNOWN
        self.creations.note(name, site)
        self.takes(site, 0)
        for argument, node in zip(site.arguments[1:], site.nodes[1:], strict=False):
            self.reader.note(argument.value, EvidenceKind.HYPER_USE, node)
        if name == "state":
            self.states.kept()
            self.reader.constructs.append(StateCall(**site.fields))
            return UNKNOWN
        order = self._param_order(site)
        if order != "linen":
            self.reader.constructs.append(ParamCall(**site.fields, order_known=order == "old"))
        return Array(certain=True)

    def _declare(self, site: CallSite) -> None:
        """Tell of a parameter by its name, which training code may have another use for."""
        named = next((n for a, n in site.passed if a.keyword == "name"), site.nodes[0] if site.nodes else None)
        if named is not None and (text := string_content(named)):
            self.reader.results.append((declares(text), Literal("bool")))

    def takes(self, site: CallSite, index: int) -> None:
        """A name is given away by the argument `name`, or by the one at `index`."""
        named = next((a for a in site.arguments if a.keyword == "name"), None)
        argument = named or (site.arguments[index] if len(site.arguments) > index else None)
        if argument is not None and isinstance(argument.value, Literal) and argument.value.type == "str":
            node = site.nodes[site.arguments.index(argument)]
            self.taken.append(string_content(node))

    def _param_order(self, site: CallSite) -> str:
        """'old' (shape before initialiser), 'linen', or 'open' where the arguments don't tell."""
        keywords = {a.keyword for a in site.arguments if a.keyword}
        if keywords & {"shape", "initializer"}:
            return "old"
        if keywords & {"init_fn"}:
            return "linen"
        plain = [a for a in site.arguments if not a.keyword and not a.star]
        if len(plain) != 3:
            return "linen" if len(plain) > 3 else "open"
        looks = [self._looks(a) for a in plain[1:]]
        if looks[0] == "shape" or looks[1] == "initializer":
            return "linen" if looks == ["initializer", "shape"] else "old"
        return "linen" if looks[0] == "initializer" or looks[1] == "shape" else "open"

    def _looks(self, argument: Argument) -> str:
        value = argument.value
        if isinstance(value, ParameterValue):
            value = self.default_of(value)
            if value == Literal("None"):
                return ""  # It stands for any other value.
        if isinstance(value, (Initializer, Function, Imported)):
            return "initializer"
        if isinstance(value, Literal) and value.type in ("tuple", "list", "None", "int"):
            return "shape"
        return "shape" if isinstance(value, Derived) and not argument.is_name else ""

    def default_of(self, value: ParameterValue) -> Value:
        """What a parameter is where nobody passes it."""
        default = self.defaults.get(value)
        return default if default is not None else UNKNOWN
