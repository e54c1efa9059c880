"""Fields that go to a submodule through the `**kwargs` of an old `apply`, with the defaults that they have there."""

from __future__ import annotations

import ast
from dataclasses import replace

from tree_sitter import Node

from linen_upgrade.meaning import Signature
from linen_upgrade.meaning.values import ModuleClass, Parameter
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.fields import FieldLine, annotation, field_line, is_mutable


def handed_on_problem(finding: LocatedFinding, module: ModuleClass, file: FileContext) -> str:
    """Why a field that goes to a submodule can't have the default that it has there; '' if it can."""
    for parameter in file.signature(module).own_fields:
        if parameter.source and _default(parameter, finding, file) == "":
            return (
                f"`{parameter.name}` reaches {parameter.source} through `**`, and its default there, "
                f"`{parameter.default}`, can't be had here: make it a parameter of {module.name}"
            )
    return ""


def handed_on_line(parameter: Parameter, signature: Signature, finding: LocatedFinding, file: FileContext) -> FieldLine:
    """Writes such a field of the class that a finding is on."""
    told, default = annotation(parameter, file), _default(parameter, finding, file)
    if default is None or default == parameter.default:
        plain = replace(parameter, source="", default=default, default_reads=frozenset(), annotation=told)
        line = field_line(plain, signature, file)
        return lambda *_: line(default, told)
    return lambda *_: f"{signature.field_names[parameter.name]}: {told} = {default}"


def _default(parameter: Parameter, finding: LocatedFinding, file: FileContext) -> str | None:
    """How a class writes the default that a parameter has in the submodule's class; '' where it can't be written."""
    if parameter.default is None:
        return None
    module = file.roles.class_of(parameter.behind)
    if module is not None and _is_attribute(parameter, module, file):
        today = file.signature(module).field_names.get(parameter.name, parameter.name)
        if _is_defined(module, parameter.source, finding, file):
            return f"{parameter.source}.{today}"
    return parameter.default if _reads_nothing(parameter.default) else ""


def _is_attribute(parameter: Parameter, module: ModuleClass, file: FileContext) -> bool:
    """Whether the class of today has the default for an attribute, as it has not where each instance makes its own."""
    if module.pre_linen:
        return not is_mutable(parameter, file.code_base.files.get(module.home, file))
    made = (parameter.default or "").partition("(")[0]
    return made.rpartition(".")[2].strip() != "field"


def _is_defined(module: ModuleClass, source: str, finding: LocatedFinding, file: FileContext) -> bool:
    """Whether a class is there when the class statement that a finding is in runs."""
    if module.home == file.home:
        above = (node for node in file.document.tree.root_node.named_children if node.start_byte < finding.base)
        return any(_name(node) == module.name for node in above)
    # A file that is imported in a circle may be without its classes yet.
    return "." not in source or not file.code_base.leads(module.home, file.home)


def _name(statement: Node) -> str:
    """The name of the class that a statement defines; '' for any other."""
    definition = statement.child_by_field_name("definition") or statement
    name = definition.child_by_field_name("name") if definition.type == "class_definition" else None
    return (name.text or b"").decode(errors="replace") if name is not None else ""


def _reads_nothing(default: str) -> bool:
    try:
        tree = ast.parse(f"({default})", mode="eval")
    except SyntaxError:
        return False
    return not any(isinstance(node, ast.Name) for node in ast.walk(tree))
