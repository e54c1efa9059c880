"""One value of several that a name, a parameter or a result may be."""

from __future__ import annotations

from dataclasses import replace

from linen_upgrade.meaning.values import Either, PartialModule, Value


def either(*values: Value) -> Value:
    """One of these, each named once; the value itself where there is only one."""
    options: list[Value] = []
    for value in values:
        for option in value.options if isinstance(value, Either) else (value,):
            _add_option(options, option)
    return options[0] if len(options) == 1 else Either(tuple(options))


def _add_option(options: list[Value], option: Value) -> None:
    """Add one that is not there yet; what one place makes of several modules is one partial."""
    if option in options:
        return
    if isinstance(option, PartialModule) and option.origin:
        for index, known in enumerate(options):
            if isinstance(known, PartialModule) and (known.origin, known.bound) == (option.origin, option.bound):
                options[index] = replace(known, base=either(known.base, option.base))
                return
    options.append(option)
