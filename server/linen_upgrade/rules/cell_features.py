"""The size of a shared recurrent cell's carry, which today's constructor wants and no old one was given."""

from __future__ import annotations

from collections.abc import Iterator

from linen_upgrade import flax_api
from linen_upgrade.meaning.constructs import Argument, CarryCall, ModuleDefinition, SharedModuleCall, TransformCall
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.transforms import SCANS
from linen_upgrade.meaning.values import Literal, ModuleClass, ParameterValue, module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.arguments import given
from linen_upgrade.rules.setup_plan import class_around

CARRY = ("rng", "batch_dims", "size", "init_fn")
"""The parameters of the old `initialize_carry`."""


def needs_features(module: ModuleClass) -> bool:
    """Whether it is a cell that wants the size of its carry today."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    return builtin is not None and builtin.needs_features


def features_of(construct: SharedModuleCall, module: ModuleClass, finding: LocatedFinding, file: FileContext) -> str:
    """What to write for a cell's `features` where the cell is made; '' where that can't be known.

    It is what its first carry is asked for, else the size of the carry that it is given. Only a first carry rests on
    it: Linen's cells, when called, go by the carry as the old ones did.
    """
    definition = file.definition(construct.owner or "")
    if definition is None:
        return ""
    facts: ModuleDefinition = definition.finding.construct
    sizes = {_size(argument, facts, construct, finding, file) for argument in _sizes(construct, module, finding, file)}
    if len(sizes) == 1 and "" not in sizes:
        return sizes.pop()
    if any(class_around(finding, file)):
        return ""
    carries = {_carry(argument, facts, finding, file) for argument in _carries(construct, module, finding, file)}
    name = carries.pop() if len(carries) == 1 else ""
    held = name if module.builtin == "GRUCell" else f"{name}[0]"
    return f"{held}.shape[-1]" if name else ""


def sized_by(construct: CarryCall, finding: LocatedFinding, file: FileContext) -> Iterator[LocatedFinding]:
    """The findings on the shared cells whose size a first carry tells: in today's form it would tell nothing."""
    builtins = {module.builtin for module in module_classes(construct.callee)}
    for found in file.of_code("LIN106"):
        other = found.finding.construct
        if found.base != finding.base or not isinstance(other, SharedModuleCall):
            continue
        cells = (m for m in module_classes(other.callee) if needs_features(m) and m.builtin in builtins)
        if other.function == construct.function and any(cells):
            yield found


def _beside(construct: SharedModuleCall, finding: LocatedFinding, file: FileContext, code: str) -> Iterator[object]:
    """The constructs of a rule's findings in the same function."""
    for found in file.of_code(code):
        if found.base == finding.base and found.finding.construct.function == construct.function:
            yield found.finding.construct


def _sizes(
    construct: SharedModuleCall, module: ModuleClass, finding: LocatedFinding, file: FileContext
) -> Iterator[Argument]:
    """What first carries of such cells are asked for."""
    for other in _beside(construct, finding, file, "LIN110"):
        if isinstance(other, CarryCall) and any(m.builtin == module.builtin for m in module_classes(other.callee)):
            places = given(other, CARRY) or {}
            if "size" in places:
                yield places["size"]


def _carries(
    construct: SharedModuleCall, module: ModuleClass, finding: LocatedFinding, file: FileContext
) -> Iterator[Argument]:
    """The carries that a cell is called with, by itself or in a scan."""
    for call in construct.calls:
        for bound in bind(call.arguments, module.parameters):
            if bound.parameter is not None and bound.parameter.name == "carry":
                yield bound.argument
    for other in _beside(construct, finding, file, "LIN111"):
        if isinstance(other, TransformCall) and other.kind == "shared" and other.path in SCANS:
            places = given(other, SCANS[other.path])
            if places is not None and "init" in places:
                yield places["init"]


def _size(
    argument: Argument, facts: ModuleDefinition, construct: SharedModuleCall, finding: LocatedFinding, file: FileContext
) -> str:
    """A size that is a number, or a parameter of `apply` that nothing assigns anew."""
    text, value = file.text(finding, argument.value_span), argument.value
    if isinstance(value, Literal) and value.type == "int" and argument.is_name:
        return text
    if not isinstance(value, ParameterValue) or value.name != text or value.owner != facts.module.key:
        return ""
    signature = file.signature(facts.module)
    if value.name in facts.rebound or construct.self_name is None:
        return ""
    if not signature.is_input(value.name):
        return f"{construct.self_name}.{signature.field_names.get(value.name, value.name)}"
    return "" if any(class_around(finding, file)) else text


def _carry(argument: Argument, facts: ModuleDefinition, finding: LocatedFinding, file: FileContext) -> str:
    """A carry that the module is given: a name that has a value wherever the cell is made."""
    text = file.text(finding, argument.value_span)
    known = any(parameter.name == text for parameter in facts.own_parameters)
    return text if argument.is_name and known and file.signature(facts.module).is_input(text) else ""
