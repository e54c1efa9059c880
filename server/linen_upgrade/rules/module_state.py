"""LIN201: `self.state`, which is a variable in a collection today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct, StateCall
from linen_upgrade.meaning.values import Initializer
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.arguments import given
from linen_upgrade.rules.rule import SAFE, Rule, Verdict
from linen_upgrade.rules.setup_plan import class_around

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


def callable_form(value: cst.BaseExpression) -> cst.BaseExpression:
    """An expression that can be called where it stands: a lambda, say, needs parentheses for that."""
    import libcst as cst

    simple = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.Tuple, cst.List, cst.SimpleString, cst.Integer)
    if isinstance(value, simple) or value.lpar:
        return value
    return value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


_OLD = ("name", "shape", "initializer", "collection")
COLLECTION = "batch_stats"
"""Where the state of library modules lives today; that of a person's own goes with it."""


class ModuleState(Rule):
    """`self.state('mean', shape, init)` becomes `self.variable('batch_stats', 'mean', lambda: …)`."""

    code, name = "LIN201", "module-state"
    summary = "State of a module declared with self.state"
    constructs = (StateCall,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every `self.state(…)` of a pre-Linen class."""
        yield self.finding(
            construct, f"`self.state` no longer exists: state is a variable in a collection, `'{COLLECTION}'` for one"
        )

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where no initial value is known, or where the state lies in a collection of its own."""
        construct: StateCall = finding.finding.construct
        arguments = given(construct, _OLD)
        if arguments is None or "name" not in arguments:
            return (
                Applicability.MANUAL,
                "which argument is which can't be told: write `self.variable(collection, name, function)`",
            )
        if "collection" in arguments:
            return (
                Applicability.MANUAL,
                "it keeps its state in a collection of its own: give that a name and write `self.variable(name, …)`",
            )
        if "initializer" not in arguments:
            return (
                Applicability.MANUAL,
                "it has no initialiser, and a variable needs one: `self.variable('batch_stats', name, function)`",
            )
        if construct.self_name is None:
            return Applicability.MANUAL, "`self` means something else here"
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The class, where this has to move to its `setup`."""
        return class_around(finding, file)

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return f"Use self.variable('{COLLECTION}', …)"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: StateCall = finding.finding.construct
        places = given(construct, _OLD) or {}
        keyless = places["initializer"].value
        jnp = None
        if isinstance(keyless, Initializer) and keyless.keyless and "shape" in places:
            jnp = file.names.qualified("jax.numpy", keyless.keyless, "jnp")

        def declare(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            values = {name: node.args[construct.arguments.index(a)].value for name, a in places.items()}
            source = {name: done.code(callable_form(value)) for name, value in values.items()}
            shape = source.get("shape", "None")
            key = f"{construct.self_name}.make_rng({file.quoted('params')})"
            value = f"{jnp}({shape})" if jnp else f"{source['initializer']}({key}, {shape})"
            call = f"{construct.self_name}.variable({file.quoted(COLLECTION)}, {source['name']}, lambda: {value})"
            return cst.parse_expression(call, done.module.config_for_parsing)

        yield Change(construct.span, cst.Call, declare)
