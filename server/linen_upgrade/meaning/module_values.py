"""What is asked of a value that is a module: which it may be, whether it surely is one, what is bound to it."""

from __future__ import annotations

from collections.abc import Iterator

from linen_upgrade.meaning.values import (
    Either,
    MaybeModule,
    ModuleInstance,
    PartialModule,
    SharedModule,
    Value,
)


def alternatives(value: Value) -> Iterator[Value]:
    """Each module that a value may be, with what is bound to it in that case."""
    if isinstance(value, Either):
        for option in value.options:
            yield from alternatives(option)
    elif isinstance(value, PartialModule):
        for base in alternatives(value.base):
            yield PartialModule(base, value.bound)
    elif not isinstance(value, MaybeModule):
        yield value


def doubt(value: Value) -> str:
    """Why the callee may be no module at all, '' where it is one for sure."""
    if isinstance(value, MaybeModule):
        return value.why
    if isinstance(value, (PartialModule, SharedModule, ModuleInstance)):
        return doubt(value.base)
    if isinstance(value, Either):
        built = {isinstance(option, (SharedModule, ModuleInstance)) for option in value.options}
        forms = "may be a class, or may be a module that is built already" if len(built) == 2 else ""
        return next((why for option in value.options if (why := doubt(option))), forms)
    return ""


def bound_names(value: Value) -> tuple[str, ...]:
    """Old names of the parameters that a partial (of a partial …) has bound already."""
    if isinstance(value, (PartialModule, SharedModule, ModuleInstance)):
        return (*bound_names(value.base), *value.bound)
    if isinstance(value, Either):
        common = [set(bound_names(option)) for option in value.options if not isinstance(option, MaybeModule)]
        return tuple(sorted(set.intersection(*common))) if common else ()
    return ()
