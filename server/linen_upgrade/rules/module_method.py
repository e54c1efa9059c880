"""LIN107: `@nn.module_method`, which is a plain method today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade.document import Edit, Span
from linen_upgrade.meaning.constructs import Construct, MethodDefinition
from linen_upgrade.meaning.values import ParameterKind
from linen_upgrade.rewriting.actions import Action, Pieces, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.parameters import field_readings, remaining
from linen_upgrade.rules.rule import SAFE, Rule, Verdict
from linen_upgrade.rules.setup_plan import setup_plan
from linen_upgrade.rules.setup_sources import differs, method_fields

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class ModuleMethod(Rule):
    """`@nn.module_method def generate(self, z)` becomes `def generate(self, z)`."""

    code, name = "LIN107", "module-method"
    summary = "Method of a module marked with nn.module_method"
    constructs = (MethodDefinition,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every method so decorated."""
        assert isinstance(construct, MethodDefinition)
        yield self.finding(
            construct, f"`@nn.module_method` no longer exists: `{construct.facts.name}` is a plain method today"
        )

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where what it shares with other methods can't be made in `setup`."""
        construct: MethodDefinition = finding.finding.construct
        definition = _definition(construct, file)
        if definition is None:
            if construct.facts.creations or construct.facts.calls:
                return Applicability.MANUAL, "make what it uses in `setup`, under the names that it has in `apply`"
        elif problem := setup_plan(definition, file).problem:
            return Applicability.MANUAL, problem
        for parameter in construct.parameters:
            if parameter.kind is ParameterKind.VAR_KEYWORD and parameter.name not in _unused(construct):
                return (
                    Applicability.UNSAFE,
                    f"`**{parameter.name}` got all that a partial bound, and gets what the call gives today",
                )
        of_apply = {parameter.name: parameter for parameter in construct.module.parameters}
        for parameter in construct.parameters:
            if parameter.name in of_apply and differs(parameter, of_apply[parameter.name]):
                return (
                    Applicability.UNSAFE,
                    f"`{parameter.name}` has another default than in `apply`: it stays an argument of "
                    f"`{construct.facts.name}`, which what a partial binds no longer reaches",
                )
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The class, whose `setup` has what methods share."""
        construct: MethodDefinition = finding.finding.construct
        definition = _definition(construct, file)
        return (definition,) if definition is not None else file.bases_of(construct.module)

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return f"Make {finding.construct.facts.name} a plain method"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """Less its decorator, its parameters that are fields, and what took bound arguments that it has no use for."""
        import libcst as cst

        construct: MethodDefinition = finding.finding.construct
        definition = _definition(construct, file)
        plan = setup_plan(definition, file) if definition is not None else None
        if plan is not None and plan.compact == construct.facts.name:
            yield Replace(construct.decorator, f"@{file.names.linen('compact')}")
        else:
            yield Replace(_with_space(construct.decorator, finding, file), "")
        fields = method_fields(construct.module, construct.parameters, file)
        unused = _unused(construct)
        if fields or unused:

            def pieces(node: cst.CSTNode, done: Rewritten) -> list[Edit]:
                assert isinstance(node, cst.FunctionDef)
                left = remaining(node.params, {*fields, *unused}, done)
                return [Edit(construct.parameter_list, f"({left})")]

            yield Pieces(construct.definition, cst.FunctionDef, pieces)
        yield from field_readings(finding, construct, fields, file)


def _definition(construct: MethodDefinition, file: FileContext) -> LocatedFinding | None:
    """The finding on the `apply` of the method's own class."""
    return file.code_base.definition(construct.module.key)


def _unused(construct: MethodDefinition) -> set[str]:
    """`**kwargs` that took what `.partial` and `.shared` bound, and that nothing reads."""
    read = {name for name, spans in construct.references if spans}
    return {p.name for p in construct.parameters if p.kind is ParameterKind.VAR_KEYWORD} - read - set(construct.rebound)


def _with_space(decorator: Span, finding: LocatedFinding, file: FileContext) -> Span:
    """A decorator with what separates it from the next line's code, or from a comment behind it."""
    source = file.document.source
    end = finding.base + decorator.end
    while source[end : end + 1].isspace():
        end += 1
    return Span(decorator.start, end - finding.base)


__all__ = ["ModuleMethod"]
