"""From what a submodule, a parameter or a state is made: the arguments of its constructor, less its inputs."""

from __future__ import annotations

from dataclasses import dataclass

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import (
    Call,
    Construct,
    FunctionCall,
    ModuleCall,
    ParamCall,
    SharedModuleCall,
    StateCall,
)
from linen_upgrade.meaning.evidence import old_name
from linen_upgrade.meaning.values import module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.calls import Unplaceable, place


@dataclass(frozen=True)
class Recipe:
    """What goes into a constructor. `made` compares by content."""

    spans: frozenset[Span] | None
    """The arguments that go there, None where that can't be told."""
    made: tuple[object, ...]


def recipe(construct: Construct | None, finding: LocatedFinding, file: FileContext) -> Recipe:
    """The recipe of what a construct makes; `finding` lies in the same top-level statement."""
    if isinstance(construct, ModuleCall):
        return _of_call(construct, finding, file)
    if isinstance(construct, SharedModuleCall):
        module = next(module_classes(construct.callee), None)
        given = {
            old_name(module, a.keyword): file.text(finding, a.value_span) for a in construct.arguments if a.keyword
        }
        return Recipe(_spans(construct), (file.text(finding, construct.callee_span), *_sorted(given)))
    if isinstance(construct, FunctionCall):
        rates = [a for i, a in enumerate(construct.arguments) if a.keyword == "rate" or (not a.keyword and i == 1)]
        return Recipe(frozenset(a.span for a in rates), tuple(file.text(finding, a.value_span) for a in rates))
    if isinstance(construct, (ParamCall, StateCall)):
        texts = tuple((a.keyword or "", file.text(finding, a.value_span)) for a in construct.arguments)
        return Recipe(_spans(construct), texts)
    return Recipe(None, ())


def _of_call(construct: ModuleCall, finding: LocatedFinding, file: FileContext) -> Recipe:
    try:
        placements = [p for p in place(construct, construct.callee, file) if not p.to_call]
    except Unplaceable:
        return Recipe(None, ())
    given = {
        p.parameter.name if p.parameter is not None else p.argument.keyword or p.argument.star: file.text(
            finding, p.argument.value_span
        )
        for p in placements
    }
    spans = frozenset(p.argument.span for p in placements)
    return Recipe(spans, (construct.callee_text, *_sorted(given)))


def _sorted(given: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What is given, less the name: that is compared apart."""
    return tuple(sorted((name, text) for name, text in given.items() if name != "name"))


def _spans(construct: Call) -> frozenset[Span]:
    return frozenset(argument.span for argument in construct.arguments)
