"""LIN105: `Module.partial`, which is `functools.partial` today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade import flax_api
from linen_upgrade.meaning.constructs import Construct, PartialCall
from linen_upgrade.meaning.evidence import old_name
from linen_upgrade.meaning.values import module_classes
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
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
        for module in module_classes(construct.callee):
            builtin = flax_api.module(module.builtin) if module.builtin else None
            for argument in construct.arguments:
                name = old_name(module, argument.keyword or "")
                fact = builtin.parameter(name) if builtin is not None else None
                is_input = (
                    fact.role in ("input", "mask") and not fact.either
                    if fact is not None
                    else (module.builtin is None and file.signature(module).is_input(name))
                )
                if is_input:
                    return (
                        Applicability.MANUAL,
                        f"it binds `{name}`, an input of {module.name}: pass that where the module is called",
                    )
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """Renamed arguments in it, and the class whose arguments it binds."""
        construct: PartialCall = finding.finding.construct
        yield from (f for f in file.findings if f.finding.code == "LIN104" and f.finding.construct is construct)
        yield from file.definitions_of(construct.callee)

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return "Use functools.partial"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: PartialCall = finding.finding.construct
        function = file.names.qualified("functools", "partial")

        def bind(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            assert isinstance(node.func, cst.Attribute)
            renamed = [_renamed(argument, construct, file) for argument in node.args]
            comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")) if renamed else cst.MaybeSentinel.DEFAULT
            space = node.whitespace_before_args
            if "\n" in done.code(cst.Arg(cst.Name("_"), whitespace_after_arg=space)) and renamed:
                # The arguments began on a line of their own: the module takes the first place there.
                comma = cst.Comma(whitespace_after=_line_break(node))
            return node.with_changes(
                func=cst.parse_expression(function), args=[cst.Arg(node.func.value, comma=comma), *renamed]
            )

        yield Change(construct.span, cst.Call, bind)


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


def _line_break(node: cst.Call) -> cst.BaseParenthesizableWhitespace:
    return node.whitespace_before_args
