"""LIN105: `Module.partial`, which is `functools.partial` today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Construct, PartialCall
from linen_upgrade.meaning.evidence import old_name
from linen_upgrade.meaning.values import ModuleClass, SharedModule, module_classes
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules import wrapped_partials
from linen_upgrade.rules.calls import bound_arguments, class_that_hands_on, fields_through, is_input, unbindable
from linen_upgrade.rules.late_inputs import idle_inputs, late_inputs
from linen_upgrade.rules.layout import arrange, filled
from linen_upgrade.rules.module_problems import argument_problem, held_problem
from linen_upgrade.rules.rule import SAFE, Rule, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class ModulePartial(Rule):
    """`nn.Conv.partial(bias=False)` becomes `functools.partial(nn.Conv, use_bias=False)`."""

    code, name = "LIN105", "module-partial"
    summary = "Arguments bound to a module class with Module.partial"
    constructs = (PartialCall,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every `.partial` of a module class, and of a partial of one."""
        yield self.finding(construct, "`Module.partial` no longer exists: `functools.partial` does the same")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where it binds an input, which a constructor can't take."""
        construct: PartialCall = finding.finding.construct
        if construct.place == "base":
            return (
                Applicability.MANUAL,
                "a partial can't have a subclass: inherit from the class itself and set its fields",
            )
        if isinstance(construct.callee, SharedModule):
            return Applicability.MANUAL, "it binds more to a shared module: pass that in the calls, or where it is made"
        if wrapped_partials.wrapped(finding, file) is not None:
            why = wrapped_partials.problem(finding, file)
            return (Applicability.MANUAL, why) if why else SAFE
        late = _left_out(construct, finding, file)
        for module in module_classes(construct.callee):
            for argument in construct.arguments:
                name = old_name(module, argument.keyword or "")
                if is_input(module, name, file) and name not in late:
                    return Applicability.MANUAL, _binds_input(module, name, file)
            if name := unbindable(construct, module, late, file):
                return Applicability.MANUAL, _binds_input(module, name, file)
            problem = argument_problem(module, construct.arguments, finding, file) or held_problem(
                [module], construct.arguments, file
            )
            if problem is not None:
                return problem
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """Renamed arguments in it, and the class whose arguments it binds."""
        construct: PartialCall = finding.finding.construct
        yield from (f for f in file.about(finding) if f.finding.code == "LIN104")
        yield from file.definitions_of(construct.callee)
        definition = file.definition(finding.finding.owner or "")
        late = late_inputs(construct.late, construct.callee, finding, file)
        yield from class_that_hands_on(finding, file)
        if definition is not None and (late or wrapped_partials.wrapped(finding, file)):
            yield definition

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return "Use functools.partial"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: PartialCall = finding.finding.construct
        if wrapped_partials.wrapped(finding, file) is not None:
            yield from wrapped_partials.rewrite_partial(finding, file)
            return
        late = _left_out(construct, finding, file)
        by_name = fields_through(construct, construct.callee, file)
        nothing_left = bool(late) and len(late) == len(construct.arguments) and not by_name
        function = "" if nothing_left else file.names.qualified("functools", "partial")

        def bind(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            assert isinstance(node.func, cst.Attribute)
            if nothing_left:
                return node.func.value
            kept = bound_arguments(node, construct, construct.callee, late, done, file)
            placed = arrange(kept, node.args[-1]) if kept else []
            renamed = [_renamed(argument, construct, file) for argument in placed]
            comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")) if renamed else cst.MaybeSentinel.DEFAULT
            space = node.whitespace_before_args
            if "\n" in done.code(cst.Arg(cst.Name("_"), whitespace_after_arg=space)) and renamed:
                # The arguments began on a line of their own: the module takes the first place there.
                comma = cst.Comma(whitespace_after=space)
            arguments = [cst.Arg(node.func.value, comma=comma), *renamed]
            bound = node.with_changes(func=cst.parse_expression(function), args=arguments)
            bound = filled(bound, file.width, done) if by_name else bound
            # Linen takes a function that a class keeps for a method, and would hand it the instance.
            return cst.Call(cst.Name("staticmethod"), [cst.Arg(bound)]) if construct.place == "attribute" else bound

        yield Change(construct.span, cst.Call, bind)


def _left_out(construct: PartialCall, finding: LocatedFinding, file: FileContext) -> dict[str, Span]:
    """The inputs that it need not bind: its calls give them, or they have the same default."""
    given = late_inputs(construct.late, construct.callee, finding, file)
    return given | idle_inputs(construct, finding, file)


def _binds_input(module: ModuleClass, name: str, file: FileContext) -> str:
    """What stands against each other: it is bound here, and something else says that it is an input."""
    role = file.signature(module).roles.get(name) if module.builtin is None else None
    why = f" ({role.reason})" if role is not None else ""
    return f"it binds `{name}`, an input of {module.name}{why}: pass that where the module is called"


def _renamed(argument: cst.Arg, construct: PartialCall, file: FileContext) -> cst.Arg:
    """An argument of an own class under the name of its field today."""
    import libcst as cst

    if argument.keyword is None:
        return argument
    for module in module_classes(construct.callee):
        if module.builtin is None:
            today = file.signature(module).field_names.get(argument.keyword.value, argument.keyword.value)
            return argument.with_changes(keyword=cst.Name(today))
    return argument
