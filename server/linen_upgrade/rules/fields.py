"""A parameter of `apply` written as a dataclass field."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable

from linen_upgrade.meaning import Signature
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    Array,
    Container,
    Function,
    Imported,
    Initializer,
    Literal,
    Parameter,
    PlainClass,
    Unknown,
)
from linen_upgrade.rewriting.context import FileContext

_PLAIN = ("int", "float", "bool", "str")
_MUTABLE = ("list", "dict", "set")


FieldLine = Callable[["str | None", "str | None"], str]
"""Writes a field, given the source of its default and of its annotation, None where it has none."""


def field_line(parameter: Parameter, signature: Signature, file: FileContext) -> FieldLine:
    """Writes `features: int = 500`, with the old annotation, else one that the default tells.

    The names that the line needs are imported whether or not it is written.
    """
    name = signature.field_names[parameter.name]
    told = "" if parameter.annotation else annotation(parameter, file)
    if parameter.default is not None and is_mutable(parameter, file):
        factory = file.names.qualified("dataclasses", "field")
        made = "lambda value={0}: value" if _belongs_here(parameter, file) else "lambda: {0}"
        return lambda default, noted: f"{name}: {noted or told} = {factory}(default_factory={made.format(default)})"
    if parameter.default is None and signature.by_keyword:
        required = f"{file.names.qualified('dataclasses', 'field')}(kw_only=True)"
        return lambda default, noted: f"{name}: {noted or told} = {required}"
    return lambda default, noted: f"{name}: {noted or told}" + (f" = {default}" if default is not None else "")


def _belongs_here(parameter: Parameter, file: FileContext) -> bool:
    """Whether a default must be evaluated where it stands, and once: it reads a class attribute, or draws a number."""
    if not all(file.names.binds(name) or name in _PYTHON for name in parameter.default_reads):
        return True
    try:
        tree = ast.parse(f"({parameter.default})", mode="eval")
    except SyntaxError:
        return True
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return not all(_is_pure(ast.unparse(function), file) for function in calls)


def _is_pure(function: str, file: FileContext) -> bool:
    path = file.names.path(function)
    return function in _MAKERS or (path.startswith(_PURE_PACKAGES) and not path.startswith(_DRAWING_PACKAGES))


_PYTHON = frozenset(vars(builtins))
_MAKERS = frozenset("list dict set tuple range sorted reversed".split())
_HASHABLE = frozenset("int float bool str len abs round tuple frozenset range".split())
_PURE_PACKAGES = ("jax.", "numpy.", "math.", "flax.")
_DRAWING_PACKAGES = ("numpy.random.",)


def annotation(parameter: Parameter, file: FileContext) -> str:
    """The annotation that a default tells."""
    value = parameter.default_value
    if isinstance(value, Literal) and value.type in _PLAIN:
        return value.type
    if isinstance(value, (Function, Initializer)) or _is_function(value, parameter):
        return f"{file.names.member('typing', 'Callable')}[..., {file.names.member('typing', 'Any')}]"
    if isinstance(value, Literal) and value.type == "tuple" and value.of == "int":
        return f"{file.names.member('typing', 'Tuple')}[int, ...]"
    return file.names.member("typing", "Any")


def _is_function(value: object, parameter: Parameter) -> bool:
    """Whether a default is a function of a library that is known (`nn.relu`), or a module class."""
    if isinstance(value, MODULE_KINDS):
        return True
    return isinstance(value, Imported) and value.path.startswith(_FUNCTION_PACKAGES) and value.path[-1:].islower()


_FUNCTION_PACKAGES = ("flax.nn.", "flax.linen.", "jax.nn.")


def is_mutable(parameter: Parameter, file: FileContext) -> bool:
    """Whether a dataclass refuses the default as it stands: each instance gets one of its own instead."""
    value = parameter.default_value
    if isinstance(value, (Literal, Container)):
        return value.type in _MUTABLE
    # What an own function made may be a dictionary of settings as well as a number.
    return isinstance(value, Array) or (
        isinstance(value, (PlainClass, Unknown)) and _may_be_mutable(parameter.default or "", file)
    )


def _may_be_mutable(default: str, file: FileContext) -> bool:
    """Whether nothing in the form of a default says that a dataclass takes it."""
    try:
        tree = ast.parse(f"({default})", mode="eval").body
    except SyntaxError:
        return True
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        return tree.func.id not in _HASHABLE
    if isinstance(tree, ast.Name):
        return file.names.binds(tree.id)
    return isinstance(tree, (ast.Attribute, ast.Call, ast.Subscript))
