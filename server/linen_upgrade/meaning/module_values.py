"""What is asked of a value that is a module: which it may be, whether it surely is one, what is bound to it."""

from __future__ import annotations

from collections.abc import Iterator

from linen_upgrade.meaning.values import (
    Container,
    Either,
    Function,
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
            yield PartialModule(base, value.bound, origin=value.origin)
    elif not isinstance(value, MaybeModule):
        yield value


def is_built(value: Value) -> bool:
    """Whether it is a module already, to be called with inputs alone."""
    return isinstance(value, (SharedModule, ModuleInstance))


def doubt(value: Value) -> str:
    """Why the callee may be no module at all, '' where it is one for sure."""
    if isinstance(value, MaybeModule):
        return value.why
    if isinstance(value, (PartialModule, SharedModule, ModuleInstance)):
        return doubt(value.base) or (MaybeModule().why if old_stand_ins(value.base) else "")
    if isinstance(value, Either):
        built = {is_built(option) for option in value.options if not (isinstance(option, Function) and option.curried)}
        forms = "may be a class, or may be a module that is built already" if len(built) == 2 else ""
        return next((why for option in value.options if (why := doubt(option))), forms)
    return ""


def stand_ins(value: Value) -> Iterator[Function]:
    """The functions of the code base that a value is, or may be instead of a module; in the old form or today's."""
    if isinstance(value, Function) and value.place:
        yield value
    elif isinstance(value, Either):
        for option in value.options:
            yield from stand_ins(option)
    elif isinstance(value, Container):
        for _, entry in value.entries:
            yield from stand_ins(entry)


def old_stand_ins(value: Value) -> list[Function]:
    """Those of them that take inputs and settings at once."""
    return [function for function in stand_ins(value) if not function.curried]


def bound_names(value: Value) -> tuple[str, ...]:
    """Old names of the parameters that a partial (of a partial …) has bound already."""
    if isinstance(value, (PartialModule, SharedModule, ModuleInstance)):
        return (*bound_names(value.base), *value.bound)
    if isinstance(value, Either):
        modules = [option for option in value.options if not isinstance(option, (MaybeModule, Function))]
        common = [set(bound_names(option)) for option in modules]
        return tuple(sorted(set.intersection(*common))) if common else ()
    return ()
