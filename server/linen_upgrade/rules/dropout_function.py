"""LIN303: `nn.dropout`, which is the module `nn.Dropout` today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade import flax_api
from linen_upgrade.meaning.constructs import Construct, FunctionCall
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.arguments import given
from linen_upgrade.rules.layout import first_call, second_call, with_keyword, without_keyword
from linen_upgrade.rules.rule import SAFE, Rule, Verdict
from linen_upgrade.rules.setup_plan import class_around

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

_PATH = "flax.nn.dropout"


def _old() -> tuple[str, ...]:
    fact = flax_api.function("dropout")
    return tuple(parameter.name for parameter in fact.parameters) if fact is not None else ()


class DropoutFunction(Rule):
    """`nn.dropout(x, rate=r, deterministic=d)` becomes `nn.Dropout(rate=r)(x, deterministic=d)`."""

    code, name = "LIN303", "dropout-function"
    summary = "Dropout applied with the function nn.dropout"
    constructs = (FunctionCall,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every call of `nn.dropout`."""
        assert isinstance(construct, FunctionCall)
        if construct.path == _PATH:
            yield self.finding(construct, "`nn.dropout` no longer exists: `nn.Dropout` is a module")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where the arguments can't be sorted, unsafe outside a module's methods."""
        construct: FunctionCall = finding.finding.construct
        arguments = given(construct, _old())
        if arguments is None or not {"inputs", "rate"} <= set(arguments):
            return (
                Applicability.MANUAL,
                "write `nn.Dropout(rate=rate)(inputs, deterministic=…)`: which argument is which can't be told",
            )
        if not construct.in_module and not file.code_base.classes_that_call(finding):
            return (
                Applicability.UNSAFE,
                "`nn.Dropout` is a module: this function must only be called from a module's method",
            )
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The class, where this has to move to its `setup`."""
        return class_around(finding, file)

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return "Use nn.Dropout"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: FunctionCall = finding.finding.construct
        places = given(construct, _old()) or {}
        dropout = file.names.linen("Dropout")

        def construct_and_call(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            old = {name: node.args[construct.arguments.index(argument)] for name, argument in places.items()}
            rate = with_keyword(old.pop("rate"), "rate")
            inputs = [without_keyword(old.pop("inputs"))]
            if "deterministic" not in old:
                old["deterministic"] = cst.Arg(cst.Name("False"))
            inputs += [with_keyword(argument, name) for name, argument in sorted(old.items())]
            maker = first_call(node, [rate]).with_changes(func=cst.parse_expression(dropout))
            return second_call(maker, node, inputs)

        yield Change(construct.span, cst.Call, construct_and_call)
