"""A method of an heir that takes settings from its base's `apply`: they are fields of the heir today."""

from __future__ import annotations

from collections.abc import Iterator

from linen_upgrade.meaning.hook_definition import HookDefinition
from linen_upgrade.rewriting.actions import Action
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rules.class_fields import fields_below, fields_problem, moved_parameters
from linen_upgrade.rules.parameters import field_readings
from linen_upgrade.rules.rule import SAFE, Verdict


def message(construct: HookDefinition) -> str:
    """What is wrong with it."""
    hook = construct.module.hook
    name = f"{construct.module.name}.{hook.method}" if hook is not None else construct.module.name
    return f"`{name}` gets settings from the `**kwargs` of `apply`: what is no array is a field of the class today"


def verdict(construct: HookDefinition, file: FileContext) -> Verdict:
    """Unsafe where a field means something else in the body of the class, or where Linen freezes it."""
    problem = fields_problem(construct, file.signature(construct.module))
    return (Applicability.UNSAFE, problem) if problem else SAFE


def rewrite(finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
    """Fields, the parameters that are left, and the readings of what are fields now."""
    construct: HookDefinition = finding.finding.construct
    signature = file.signature(construct.module)
    if not signature.own_fields:
        return
    yield from moved_parameters(
        finding, construct, signature, file, lambda lines: fields_below(lines, finding, construct, file)
    )
    fields = {field.name: signature.field_names[field.name] for field in signature.own_fields}
    yield from field_readings(finding, construct, fields, file, signature.thawing.copies)
