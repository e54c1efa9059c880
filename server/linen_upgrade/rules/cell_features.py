"""The size of a shared recurrent cell's carry, which today's constructor wants and no old one was given."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from linen_upgrade.meaning.constructs import Argument, CarryCall, ModuleCall, ModuleDefinition, SharedModuleCall
from linen_upgrade.meaning.moved import needs_features
from linen_upgrade.meaning.values import Literal, ModuleClass, ParameterValue, module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.arguments import given
from linen_upgrade.rules.setup_plan import class_around

CARRY = ("rng", "batch_dims", "size", "init_fn")
"""The parameters of the old `initialize_carry`."""


def features_of(construct: SharedModuleCall, module: ModuleClass, finding: LocatedFinding, file: FileContext) -> str:
    """What to write for a cell's `features` where the cell is made; '' where that can't be known.

    It is what its first carry is asked for, else the size of the carry that it is given. Only a first carry rests on
    it: Linen's cells, when called, go by the carry as the old ones did.
    """
    definition = file.definition(construct.owner or "")
    if definition is None:
        return source_of(construct, finding, file)
    facts: ModuleDefinition = definition.finding.construct
    sizes = {_size(argument, facts, construct, finding, file) for argument in _sizes(construct, module, finding, file)}
    if len(sizes) == 1 and "" not in sizes:
        return sizes.pop()
    return source_of(construct, finding, file)


def source_of(construct: ModuleCall | SharedModuleCall, finding: LocatedFinding, file: FileContext) -> str:
    """What tells the size of a cell's carry, as it is written today where the cell is made; '' for nothing."""
    if construct.carry is None:
        return ""
    text = _today(construct.carry.text, construct, finding, file)
    return text if construct.carry.is_size or not text else f"{text}.shape[-1]"


def _today(text: str, construct: ModuleCall | SharedModuleCall, finding: LocatedFinding, file: FileContext) -> str:
    """An expression without calls, in which fields have taken the place of parameters; '' where they can't."""
    definition = file.definition(construct.owner or "")
    facts: ModuleDefinition | None = definition.finding.construct if definition is not None else None
    moved = any(class_around(finding, file))
    tree = ast.parse(text, mode="eval")
    fields: dict[str, str] = {}
    for name in sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}):
        own = facts is not None and any(parameter.name == name for parameter in facts.own_parameters)
        signature = file.signature(facts.module) if facts is not None and own else None
        if signature is None or signature.is_input(name):
            # What `setup` makes knows no input and no local name.
            if moved:
                return ""
        elif facts is None or construct.self_name is None or name in facts.rebound:
            return ""
        else:
            fields[name] = f"{construct.self_name}.{signature.field_names.get(name, name)}"
    return _with(text, tree, fields) if fields else text


def _with(text: str, tree: ast.Expression, fields: dict[str, str]) -> str:
    """An expression with others in the place of some names."""
    encoded = text.encode()
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in fields]
    for node in sorted(names, key=lambda node: -node.col_offset):
        end = node.col_offset + len(node.id.encode())
        encoded = encoded[: node.col_offset] + fields[node.id].encode() + encoded[end:]
    return encoded.decode()


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
