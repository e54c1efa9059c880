"""A parameter of `apply` written as a dataclass field."""

from __future__ import annotations

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
)
from linen_upgrade.rewriting.context import FileContext

_PLAIN = ("int", "float", "bool", "str")
_MUTABLE = ("list", "dict", "set")


def field_line(parameter: Parameter, signature: Signature, file: FileContext) -> Callable[[str | None], str]:
    """Writes `features: int = 500` for the source of a default, with the old annotation, else one that it tells.

    The names that the line needs are imported whether or not it is written.
    """
    name = signature.field_names[parameter.name]
    annotation = parameter.annotation or _annotation(parameter, file)
    if parameter.default is not None and _is_mutable(parameter):
        factory = file.names.qualified("dataclasses", "field")
        return lambda default: f"{name}: {annotation} = {factory}(default_factory=lambda: {default})"
    if parameter.default is None and signature.by_keyword:
        required = f"{file.names.qualified('dataclasses', 'field')}(kw_only=True)"
        return lambda default: f"{name}: {annotation} = {required}"
    return lambda default: f"{name}: {annotation}" + (f" = {default}" if default is not None else "")


def _annotation(parameter: Parameter, file: FileContext) -> str:
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


def _is_mutable(parameter: Parameter) -> bool:
    """Whether a dataclass refuses the default as it stands: each instance gets one of its own instead."""
    value = parameter.default_value
    if isinstance(value, (Literal, Container)):
        return value.type in _MUTABLE
    return isinstance(value, Array)
