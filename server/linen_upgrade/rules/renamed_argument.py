"""LIN104: arguments of library modules that have another name, another place, or no place today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade import flax_api
from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import (
    Argument,
    Binding,
    Call,
    Construct,
    FunctionCall,
    ModuleCall,
    PartialCall,
    SharedModuleCall,
)
from linen_upgrade.meaning.old_defaults import NamedClass
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.values import ModuleClass, module_classes
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.attention import ATTENTION, gone_verdict, plain_mask
from linen_upgrade.rules.layout import arrange, with_keyword
from linen_upgrade.rules.old_defaults import bind_default, bound_default_message, named_classes
from linen_upgrade.rules.rule import SAFE, Rule, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class RenamedArgument(Rule):
    """`nn.Dense(x, 500, bias=False)` says `use_bias=False` today."""

    code, name = "LIN104", "renamed-argument"
    summary = "Argument of a library module that was renamed, moved or removed"
    constructs = (ModuleCall, PartialCall, SharedModuleCall, Binding, FunctionCall, NamedClass)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Each argument that has another name today, stands where another one's position is, or is gone."""
        if isinstance(construct, NamedClass):
            yield self.finding(construct, bound_default_message(construct))
            return
        assert isinstance(construct, Call)
        for argument, fact, builtin in _changed(construct):
            yield self.finding(construct, _message(argument, fact, builtin), _token(argument))

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual for what is gone; masks as far as their form is known."""
        if isinstance(finding.finding.construct, NamedClass):
            return SAFE
        construct: Call = finding.finding.construct
        argument, fact, builtin = _about(finding, construct)
        gone = fact.role == "gone" and not fact.same_without and not _is_default(argument, fact, file, finding)
        if fact.role == "mask" or gone:
            if builtin.name in ATTENTION:
                return gone_verdict(fact, construct)
            return Applicability.MANUAL, fact.note or f"`{fact.name}` has no equivalent today"
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The call that the argument moves in, where it does not stay where it is."""
        if isinstance(finding.finding.construct, NamedClass):
            return
        construct: Call = finding.finding.construct
        argument, fact, _ = _about(finding, construct)
        if argument.keyword is None:
            # Behind a keyword no argument can be given by position, so all of them get theirs at once.
            positional = {_token(a) for a, _, _ in _changed(construct) if a.keyword is None}
            yield from (f for f in file.about(finding) if f.finding.code == self.code and f.finding.span in positional)
        if fact.role in ("mask", "gone") and isinstance(construct, ModuleCall):
            yield from (f for f in file.about(finding) if f.finding.code == "LIN103")

    def follows(self, finding: LocatedFinding, file: FileContext) -> Iterable[tuple[LocatedFinding, bool]]:
        """The other places where a class is named whose default is bound."""
        construct = finding.finding.construct
        for named in named_classes(construct, file) if isinstance(construct, NamedClass) else ():
            yield named, True

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        if isinstance(finding.construct, NamedClass):
            return "Bind the old default"
        construct: Call = finding.construct
        for argument, fact, _ in _changed(construct):
            if _token(argument) == finding.span:
                return f"Write {fact.new_name}=" if fact.new_name else f"Leave {fact.name}= out"
        return super().title(finding)

    def otherwise(self, finding: LocatedFinding, file: FileContext) -> tuple[str, str] | None:
        """See `Rule.otherwise`."""
        if isinstance(finding.finding.construct, NamedClass):
            return None
        construct, (_, fact, _) = finding.finding.construct, _about(finding, finding.finding.construct)
        is_mask = fact.role == "mask" and isinstance(construct, ModuleCall)
        return plain_mask(construct, finding, file) if is_mask else None

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`. What moves to another place is moved by the call's own rewrite."""
        import libcst as cst

        if isinstance(finding.finding.construct, NamedClass):
            yield from bind_default(finding.finding.construct, file)
            return
        construct: Call = finding.finding.construct
        argument, fact, _ = _about(finding, construct)
        if fact.same_without:
            yield _without(construct, argument)
            return
        moved = fact.role in ("mask", "gone") or fact.new_name is None
        if moved and argument.keyword is not None:
            if fact.role == "gone" and not isinstance(construct, ModuleCall):
                yield Change(construct.span, cst.Call, _leaving_out(argument.keyword), order=-1)
            return
        # Between arguments that get their keywords, none may be left without, though the call moves it anyway.
        name = fact.name if moved else fact.new_name or fact.name

        def rename(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Arg)
            return with_keyword(node, name)

        yield Change(argument.span, cst.Arg, rename)


def _without(construct: Call, argument: Argument) -> Action:
    """The call less an argument."""
    import libcst as cst

    def drop(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        dropped = construct.arguments.index(argument)
        kept = [other for index, other in enumerate(node.args) if index != dropped]
        if dropped and dropped == len(kept):
            kept[-1] = kept[-1].with_changes(
                comma=node.args[-1].comma, whitespace_after_arg=node.args[-1].whitespace_after_arg
            )
        return node.with_changes(args=kept)

    return Change(construct.span, cst.Call, drop)


def _leaving_out(keyword: str) -> Callable[[cst.CSTNode, Rewritten], cst.CSTNode]:
    """Leaves the argument of that keyword out of a call."""

    def leave_out(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        import libcst as cst

        assert isinstance(node, cst.Call)
        left = [a for a in node.args if a.keyword is None or a.keyword.value != keyword]
        return node.with_changes(args=arrange(left, node.args[-1]))

    return leave_out


_Changed = tuple[Argument, flax_api.Parameter, flax_api.BuiltinModule]


def _changed(construct: Call) -> Iterator[_Changed]:
    """The arguments that today's module takes otherwise."""
    if isinstance(construct, FunctionCall):
        yield from _gone(construct)
        return
    callee = construct.callee  # type: ignore[attr-defined]
    seen: set[Span] = set()
    for module in module_classes(callee):
        builtin = flax_api.module(module.builtin) if module.builtin else None
        if builtin is None:
            continue
        for argument, fact in _facts(construct, module, builtin):
            if argument.span not in seen and _differs(construct, argument, fact, builtin):
                seen.add(argument.span)
                yield argument, fact, builtin


def _gone(construct: FunctionCall) -> Iterator[_Changed]:
    """The arguments of an old function that are left out today."""
    function = flax_api.function(construct.path.rpartition(".")[2])
    for index, argument in enumerate(construct.arguments if function is not None else ()):
        assert function is not None
        by_position = function.parameters[index] if index < len(function.parameters) else None
        fact = function.parameter(argument.keyword) if argument.keyword else by_position
        if fact is not None and fact.same_without and not argument.star:
            yield argument, fact, function


def _facts(
    construct: Call, module: ModuleClass, builtin: flax_api.BuiltinModule
) -> Iterator[tuple[Argument, flax_api.Parameter]]:
    if not isinstance(construct, ModuleCall):
        for argument in construct.arguments:
            fact = builtin.parameter(argument.keyword) if argument.keyword else None
            if fact is not None:
                yield argument, fact
        return
    for item in bind(construct.arguments, module.parameters):
        fact = builtin.parameter(item.parameter.name) if item.parameter is not None else None
        if fact is not None:
            yield item.argument, fact


def _differs(construct: Call, argument: Argument, fact: flax_api.Parameter, builtin: flax_api.BuiltinModule) -> bool:
    if fact.role in ("mask", "gone"):
        return True
    if argument.keyword is not None:
        return fact.new_name != argument.keyword and fact.role == "field"
    return fact.role == "field" and fact.name not in builtin.positional_fields


def _token(argument: Argument) -> Span:
    """The keyword, or a positional argument itself."""
    if argument.keyword is None:
        return argument.span
    return Span(argument.span.start, argument.span.start + len(argument.keyword.encode()))


def _about(finding: LocatedFinding, construct: Call) -> _Changed:
    return next(item for item in _changed(construct) if _token(item[0]) == finding.finding.span)


def _is_default(argument: Argument, fact: flax_api.Parameter, file: FileContext, finding: LocatedFinding) -> bool:
    return file.text(finding, argument.value_span) in (fact.default, *fact.same_as_default)


def _message(argument: Argument, fact: flax_api.Parameter, builtin: flax_api.BuiltinModule) -> str:
    if fact.role == "gone":
        return f"`{fact.name}` of nn.{builtin.name} is gone"
    if fact.role == "mask":
        return f"`{fact.name}` of nn.{builtin.name} is part of the call's one `mask` today"
    if argument.keyword is None:
        return f"`{fact.new_name}` of nn.{builtin.new_name} needs its keyword: its position is another argument's today"
    return f"`{fact.name}` of nn.{builtin.name} is called `{fact.new_name}` today"
