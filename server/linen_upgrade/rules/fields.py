"""A parameter of `apply` written as a dataclass field."""

from __future__ import annotations

from linen_upgrade.meaning import Signature
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    Array,
    Function,
    Imported,
    Initializer,
    Literal,
    Parameter,
)
from linen_upgrade.rewriting.context import FileContext

_PLAIN = ("int", "float", "bool", "str")
_MUTABLE = ("list", "dict", "set")


def field_line(parameter: Parameter, signature: Signature, file: FileContext) -> str:
    """`features: int = 500`, with the old annotation, else one that the default tells."""
    name = signature.field_names[parameter.name]
    annotation = parameter.annotation or _annotation(parameter, file)
    default = parameter.default
    if default is not None and _is_mutable(parameter):
        default = f"{file.names.qualified('dataclasses', 'field')}(default_factory=lambda: {default})"
    elif default is None and signature.by_keyword:
        default = f"{file.names.qualified('dataclasses', 'field')}(kw_only=True)"
    return f"{name}: {annotation}" + (f" = {default}" if default is not None else "")


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
    if isinstance(value, Literal):
        return value.type in _MUTABLE
    return isinstance(value, Array)
