"""`super().apply(…)`: which arguments stay with `super().__call__(…)`, and which are fields that the heir has or gets.

They share their fields today. What the heir only hands on needs no argument; a constant becomes the heir's own default.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from linen_upgrade.meaning import Signature
from linen_upgrade.meaning.constructs import Argument, ModuleDefinition, SuperCall
from linen_upgrade.meaning.names_read import names_read
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.values import Imported, Initializer, Literal, ModuleClass, Parameter, ParameterValue
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.fields import field_line


class Unsortable(Exception):
    """An argument has no place today; the message says which and why."""


@dataclass(frozen=True)
class Sorted:
    """The arguments that stay, and the fields whose defaults the heir has to say anew, each with its source."""

    kept: tuple[Argument, ...]
    overrides: tuple[tuple[Parameter, str], ...]


def sorted_arguments(finding: LocatedFinding, file: FileContext) -> Sorted:
    """Sorts the arguments of a call of a base's `apply`. Raises Unsortable."""
    call: SuperCall = finding.finding.construct
    definition, base = _heir(finding, file), call.callee
    if not isinstance(base, ModuleClass) or base.builtin is not None or not base.has_form:
        raise Unsortable("its base is no module of your own with an `apply`: call a module of that class instead")
    if not base.pre_linen:
        raise Unsortable("its base is a Linen class already: call `super().__call__` with the inputs alone")
    heir = definition.module
    if not call.only_base or base.key not in {known.key for known in file.roles.ancestry(heir)}:
        raise Unsortable("the class has several bases: write `Base.__call__(self, …)` with the one that is meant")
    theirs, ours = file.signature(base), file.signature(heir)
    kept: list[Argument] = []
    overrides: list[tuple[Parameter, str]] = []
    given: set[str] = set()
    for item in bind(call.arguments, base.parameters):
        parameter = item.parameter
        if parameter is None:
            through = [p for p in heir.parameters if p.owner] if item.argument.star == "**" else []
            given.update(p.name for p in through)
            if through and ours.idle:
                continue
            if theirs.fields and not through:
                raise Unsortable(f"`{file.text(finding, item.argument.span)}` may hold fields of {base.name}")
            kept.append(item.argument)
            continue
        given.add(parameter.name)
        if theirs.is_input(parameter.name):
            kept.append(item.argument)
        elif not _passed_through(item.argument, parameter, definition, theirs, ours):
            text = file.text(finding, item.argument.value_span)
            if text != parameter.default or item.argument.value != parameter.default_value:
                name = theirs.field_names[parameter.name]
                if name in ours.field_names.values() or not _is_constant(item.argument, finding, file):
                    raise Unsortable(f"`{parameter.name}` of {base.name} is a field today: no call can give it")
                overrides.append((replace(parameter, default=text, default_value=item.argument.value), name))
    for field in theirs.fields:
        name = theirs.field_names[field.name]
        if field.name not in given and name in ours.field_names.values():
            raise Unsortable(f"`{name}` of {base.name} would be that of {heir.name}: give one of them another name")
    return Sorted(tuple(kept), tuple(overrides))


def _heir(finding: LocatedFinding, file: FileContext) -> ModuleDefinition:
    found = file.definition(finding.finding.owner or "")
    if found is None or not isinstance(found.finding.construct, ModuleDefinition):
        raise Unsortable("the class that it stands in stays as it is")
    return found.finding.construct


def _passed_through(
    argument: Argument, parameter: Parameter, heir: ModuleDefinition, theirs: Signature, ours: Signature
) -> bool:
    """Whether the heir hands its own field of that name on, which base and heir share today."""
    value = argument.value
    if not isinstance(value, ParameterValue) or value.owner != heir.module.key or value.name in heir.rebound:
        return False
    return ours.field_names.get(value.name) == theirs.field_names[parameter.name]


def _is_constant(argument: Argument, finding: LocatedFinding, file: FileContext) -> bool:
    """Whether an argument can as well stand in the body of a class."""
    known = isinstance(argument.value, (Literal, Imported, Initializer))
    span = argument.value_span.shifted(finding.base)
    node = file.document.tree.root_node.descendant_for_byte_range(*span)
    return known and all(file.names.binds(name) for name in names_read(node))


def overriding_fields(definition: ModuleDefinition, file: FileContext) -> list[str]:
    """The lines of the fields by which an heir gives its base what it passed to the base's `apply`.

    Raises Unsortable.
    """
    found: dict[str, str] = {}
    for located in file.inside(definition.module.name):
        if isinstance(located.finding.construct, SuperCall):
            base = located.finding.construct.callee
            for parameter, name in sorted_arguments(located, file).overrides:
                assert isinstance(base, ModuleClass)
                line = field_line(replace(parameter, annotation=None), file.signature(base), file)(
                    parameter.default, None
                )
                if found.setdefault(name, line) != line:
                    raise Unsortable(
                        f"`{name}` of {base.name} is a field today: two calls can't give it different values"
                    )
    return list(found.values())
