"""Every built-in of old flax.nn: with its defaults, with each argument flipped, and in each form of a call.

Signatures and defaults are those of the facts. What a default is flipped to is derived from it where that has a sense
(a bool is negated, an initialiser replaced), and else stands in `settings.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linen_upgrade import flax_api
from linen_upgrade.flax_api import BuiltinModule, Parameter

from .cases import Equivalence, case_of
from .settings import NORMAL, OF_THREE, OF_TWO, SETTINGS, Setting

Arguments = Mapping[str, str]

FLIPPED = {"True": ["False"], "False": ["True"]}
BY_NAME = {
    "dtype": ["jnp.bfloat16", "jnp.float16", "jnp.float32"],
    "precision": ["lax.Precision.HIGHEST"],
}


def builtin_cases() -> Iterator[Equivalence]:
    """All cases of all modules, and of the functions whose arguments changed."""
    for name, setting in SETTINGS.items():
        fact = flax_api.module(name) or flax_api.function(name)
        assert fact is not None, name
        yield from cases_of(fact, setting)


def cases_of(fact: BuiltinModule, setting: Setting) -> Iterator[Equivalence]:
    """The cases of one of them."""
    yield one(fact, setting, {}, "defaults")
    for arguments in [*derived(fact, setting), *setting.flips]:
        yield one(fact, setting, arguments, spelled(arguments))
    if setting.by_position:
        yield one(fact, setting, setting.by_position, "all by position", "position")
    if flax_api.module(fact.name) is not None:
        yield one(fact, setting, setting.bound, "partial", "partial")
        yield one(fact, setting, setting.bound, "shared", "shared")


def derived(fact: BuiltinModule, setting: Setting) -> Iterator[Arguments]:
    """Each argument flipped whose default says to what."""
    by_hand = {name for flip in setting.flips for name in flip}
    for parameter in fact.parameters:
        if parameter.required or parameter.name in by_hand:
            continue
        for value in flips_of(parameter, setting):
            yield {parameter.name: value}


def flips_of(parameter: Parameter, setting: Setting) -> list[str]:
    """What one parameter may be given instead of its default."""
    if parameter.initializer:
        return [NORMAL, OF_THREE if setting.typed_initializers else OF_TWO]
    return BY_NAME.get(parameter.name) or FLIPPED.get(parameter.default or "", [])


def spelled(arguments: Arguments) -> str:
    """Arguments as a label has them."""
    return ", ".join(f"{name}={value}" for name, value in arguments.items())


def one(fact: BuiltinModule, setting: Setting, more: Arguments, label: str, form: str = "call") -> Equivalence:
    """The case of one call; what takes arrays, keys and the like is an input of the class around it."""
    arguments = {**setting.given, **more}
    fields, passed, inputs = dict[str, str](), dict[str, str](), dict[str, str]()
    for parameter in fact.parameters:
        value = arguments.get(parameter.name)
        if value is None:
            continue
        if parameter.takes in ("array", "key") and not value.startswith("="):
            inputs[parameter.name] = value
            passed[parameter.name] = parameter.name
        elif parameter.takes == "carry":
            passed[parameter.name] = "carry"
        else:
            fields[parameter.name] = value.removeprefix("=")
    lines = [f"carry = {setting.carry}"] if setting.carry else []
    call = CALLS[form](fact, f"nn.{fact.name}", passed, fields)
    return case_of(f"{fact.name}: {label}", "\n".join([*lines, *call]), inputs)


def plain(fact: BuiltinModule, name: str, passed: Arguments, fields: Arguments) -> list[str]:
    """The call with everything at once: what is required by position, and the rest by name."""
    given = {**passed, **fields}
    positional = [
        given.pop(parameter.name) for parameter in fact.parameters if parameter.required and parameter.name in passed
    ]
    return [f"return {name}({', '.join([*positional, *(f'{word}={value}' for word, value in given.items())])})"]


def by_position(fact: BuiltinModule, name: str, passed: Arguments, fields: Arguments) -> list[str]:
    """The call with everything by position, up to the last argument that is given."""
    given = {**passed, **fields}
    names = [parameter.name for parameter in fact.parameters]
    last = max(names.index(word) for word in given)
    values = [given.get(parameter.name, parameter.default or "None") for parameter in fact.parameters[: last + 1]]
    return [f"return {name}({', '.join(values)})"]


def bound(how: str, fact: BuiltinModule, name: str, passed: Arguments, fields: Arguments) -> list[str]:
    """Fields bound first, and then the call with the inputs; a shared module is called twice."""
    words = ", ".join(f"{word}={value}" for word, value in fields.items())
    positional = [parameter.name for parameter in fact.parameters if parameter.required and parameter.name in passed]
    rest = [f"{word}={value}" for word, value in passed.items() if word not in positional]
    call = f"layer({', '.join([*(passed[word] for word in positional), *rest])})"
    twice = f"{call}, {call}" if how == "shared" else call
    return [f"layer = {name}.{how}({words})", f"return {twice}"]


def partial(fact: BuiltinModule, name: str, passed: Arguments, fields: Arguments) -> list[str]:
    """Through `.partial`."""
    return bound("partial", fact, name, passed, fields)


def shared(fact: BuiltinModule, name: str, passed: Arguments, fields: Arguments) -> list[str]:
    """Through `.shared`."""
    return bound("shared", fact, name, passed, fields)


CALLS = {"call": plain, "position": by_position, "partial": partial, "shared": shared}
