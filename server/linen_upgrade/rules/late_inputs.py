"""Inputs that a partial or a shared module binds, which no constructor takes today: its calls give them."""

from __future__ import annotations

from collections.abc import Sequence

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import PartialCall
from linen_upgrade.meaning.evidence import old_name
from linen_upgrade.meaning.values import Literal, ModuleClass, Value, module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.calls import is_input, through_call
from linen_upgrade.rules.setup_plan import class_around


def late_inputs(
    late: Sequence[tuple[str, Span]], callee: Value, finding: LocatedFinding, file: FileContext
) -> dict[str, Span]:
    """The inputs of an own class that a partial (or a shared module) binds and that its calls give today, by name.

    None where something moves to `setup`, which no call stands in.
    """
    modules = list(module_classes(callee))
    if len(modules) != 1 or modules[0].builtin is not None or any(class_around(finding, file)):
        return {}
    return {
        name: span
        for name, span in late
        if (through_call(finding.finding.owner, file) if name == "**" else is_input(modules[0], name, file))
    }


def idle_inputs(construct: PartialCall, finding: LocatedFinding, file: FileContext) -> dict[str, Span]:
    """The inputs that a partial binds to the constants that are their defaults, by name: nobody has to give them."""
    modules = list(module_classes(construct.callee))
    return {
        argument.keyword: argument.span
        for argument in construct.arguments
        if argument.keyword and isinstance(argument.value, Literal) and modules
        if all(_is_default(module, argument.keyword, file.text(finding, argument.value_span)) for module in modules)
        and all(is_input(module, argument.keyword, file) for module in modules)
    }


def _is_default(module: ModuleClass, name: str, text: str) -> bool:
    found = next((p for p in module.parameters if p.name == old_name(module, name)), None)
    return module.builtin is None and found is not None and found.default == text and not found.default_reads
