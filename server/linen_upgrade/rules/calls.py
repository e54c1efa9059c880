"""Arguments of module calls, sorted into what the constructor takes and what the call takes today."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linen_upgrade import flax_api
from linen_upgrade.meaning.constructs import Argument, Call
from linen_upgrade.meaning.evidence import old_name
from linen_upgrade.meaning.module_values import bound_names
from linen_upgrade.meaning.role import is_catch_all
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.values import ModuleClass, Parameter, Value, module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.layout import argument_of, with_keyword

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


@dataclass(frozen=True)
class Placement:
    """Where one argument of an old call goes.

    `to_call`: with the inputs; `keyword`: the keyword it has to carry today, None where its position will do.
    """

    argument: Argument
    parameter: Parameter | None
    to_call: bool
    keyword: str | None
    written: str = ""
    """What is written for it, where that is not the argument itself."""


def fields_through(call: Call, callee: Value, file: FileContext) -> list[Placement]:
    """The fields that a partial or an instance gets through the `**kwargs` of the `apply` around."""
    return [
        item
        for argument in call.arguments
        for module in module_classes(callee)
        if argument.through
        for item in _through(argument, call, module, file)
        if item.written
    ]


def bound_arguments(
    node: cst.Call, call: Call, callee: Value, late: Collection[str], done: Rewritten, file: FileContext
) -> list[cst.Arg]:
    """What a partial or an instance binds today: its arguments less those that its calls give (`late`).

    What goes through the `**kwargs` of the `apply` around is bound by name.
    """
    through = any(argument.through for argument in call.arguments)
    kept: list[cst.Arg] = []
    for argument in node.args:
        # No other `**` stands beside that one.
        if through and argument.star == "**":
            given = ((argument_of(item, done), item.keyword or "") for item in fields_through(call, callee, file))
            kept += [with_keyword(value, keyword) for value, keyword in given if value is not None]
        elif argument.keyword is None or argument.keyword.value not in late:
            kept.append(argument)
    return kept


def unbindable(call: Call, module: ModuleClass, late: Collection[str], file: FileContext) -> str:
    """The input that a partial or an instance binds by `**`, and that its calls don't give today; '' for none."""
    for argument in call.arguments:
        names = () if argument.through and "**" in late else (old_name(module, key) for key, _ in argument.held or ())
        if found := next((name for name in names if is_input(module, name, file)), ""):
            return found
    return ""


class Unplaceable(Exception):
    """An argument cannot be sorted; the message says which and why."""


def old_parameter(module: ModuleClass, name: str) -> flax_api.Parameter | None:
    """The facts of a library module's parameter."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    return builtin.parameter(name) if builtin is not None else None


def is_input(module: ModuleClass, name: str, file: FileContext) -> bool:
    """Whether the parameter of that old name can only be given in the call today."""
    if module.builtin is None:
        return file.signature(module).is_input(name) or _goes_to_catch_all(module, name, file)
    fact = old_parameter(module, name)
    return fact is not None and fact.role in ("input", "mask") and not fact.either


def _goes_to_catch_all(module: ModuleClass, name: str, file: FileContext) -> bool:
    """Whether an argument of that name is one of those that `**kwargs` takes, which stays with the call."""
    signature = file.signature(module)
    known = {"name", *(p.name for p in (*module.parameters, *signature.parameters)), *(f.name for f in module.fields)}
    return (
        bool(name)
        and name not in known
        and any(is_catch_all(p) and signature.is_input(p.name) for p in signature.parameters)
    )


def place(call: Call, callee: Value, file: FileContext) -> list[Placement]:
    """Sort the arguments of an old-form call. Raises Unplaceable."""
    modules = list(module_classes(callee))
    # What lacks a keyword that it is given raised a TypeError, so it is another one that is called here.
    modules = [module for module in modules if _takes_keywords(call, module)] or modules
    placements = [_place_for(call, module, callee, file) for module in modules]
    together = []
    for items in zip(*placements, strict=True):
        found = _agreed(items, modules, file)
        if found is None:
            names = " and ".join(sorted({m.name for m in modules}))
            raise Unplaceable(f"it may be {names}, whose arguments go to different places")
        together.append(found)
    return together


def _takes_keywords(call: Call, module: ModuleClass) -> bool:
    """Whether a class of the user's has a parameter for each keyword of a call."""
    own = (*module.parameters, *module.fields)
    if module.builtin is not None or any(is_catch_all(parameter) for parameter in own):
        return True
    known = {"name", "parent", *(parameter.name for parameter in own)}
    return all(argument.keyword is None or argument.keyword in known for argument in call.arguments)


def _agreed(items: Sequence[Placement], modules: Sequence[ModuleClass], file: FileContext) -> Placement | None:
    """Where an argument goes whichever module is called: by its position, or by a keyword that is the same for all."""
    if len({item.to_call for item in items}) > 1:
        return None
    keywords = {item.keyword for item in items}
    if len(keywords) > 1:
        # What one of them takes by keyword only, the others are given by keyword, too.
        keywords = {
            item.keyword or (_today(item.parameter, module, True, file)[1] if item.parameter is not None else None)
            for item, module in zip(items, modules, strict=True)
        }
    return replace(items[0], keyword=keywords.pop()) if len(keywords) == 1 else None


def _place_for(call: Call, module: ModuleClass, callee: Value, file: FileContext) -> list[Placement]:
    bound = bind(call.arguments, module.parameters, (), lambda keyword: old_name(module, keyword))
    plain = [item for item in bound if not item.argument.keyword and not item.argument.through]
    if module.builtin is None and not module.pre_linen and module.fields:
        # In which order its old signature had inputs and fields is gone.
        if any(item.argument.star for item in plain):
            raise Unplaceable(f"{module.name} is Linen already: what the star holds may be fields or inputs of it")
        keywords = {item.argument.keyword for item in bound}
        required = [p for p in module.parameters if p.default is None and p.name not in keywords]
        if len(plain) > 1 and len(plain) != len(required):
            raise Unplaceable(f"{module.name} is Linen already: which of the arguments are fields of it can't be told")
    keyworded = False
    placements = []
    for item in bound:
        if (item.argument.keyword == "name" and item.parameter is None) or _is_name(item.argument):
            placements.append(Placement(item.argument, None, False, None))
            continue
        if item.argument.through:
            placements += _through(item.argument, call, module, file)
            continue
        if item.parameter is None:
            placements.append(_open(item.argument, call, module, callee, file))
            continue
        placement = _placed(item.argument, item.parameter, module, keyworded, callee, file)
        keyworded |= placement.keyword is not None and not placement.to_call
        placements.append(placement)
    return _keyword_after_gap(placements, module, callee, file)


def _is_name(argument: Argument) -> bool:
    return argument.keyword == "name"


def _placed(
    argument: Argument, parameter: Parameter, module: ModuleClass, keyworded: bool, callee: Value, file: FileContext
) -> Placement:
    to_call, today, by_position = _today(parameter, module, keyworded, file)
    if argument.keyword is not None:
        return Placement(argument, parameter, to_call, today if parameter.kind != "**" else argument.keyword)
    return Placement(argument, parameter, to_call, None if by_position else today)


def _today(parameter: Parameter, module: ModuleClass, keyworded: bool, file: FileContext) -> tuple[bool, str, bool]:
    """Whether it goes to the call, its name today, and whether its old position still reaches it."""
    if module.builtin is None:
        signature = file.signature(module)
        if signature.is_input(parameter.name):
            return True, parameter.name, True
        name = signature.field_names.get(parameter.name, parameter.name)
        return False, name, not (keyworded or signature.by_keyword)
    fact = old_parameter(module, parameter.name)
    builtin = flax_api.module(module.builtin)
    if fact is None or builtin is None:
        return False, parameter.name, False
    if fact.role in ("input", "mask"):
        return True, fact.new_name or parameter.name, fact.takes in ("array", "carry") and fact.role == "input"
    return False, fact.new_name or parameter.name, parameter.name in builtin.positional_fields and not keyworded


def _keyword_after_gap(
    placements: list[Placement], module: ModuleClass, callee: Value, file: FileContext
) -> list[Placement]:
    """Positions count: once a field or input before it is not given by position, an argument needs its keyword."""
    result = []
    expected = {False: _order(module, False, file), True: _order(module, True, file)}
    given = {False: 0, True: 0}
    for item in placements:
        order = expected[item.to_call]
        if item.argument.keyword or item.argument.star or item.parameter is None or item.parameter.kind == "*":
            result.append(item)
            continue
        index = given[item.to_call]
        in_place = item.keyword is None and index < len(order) and order[index] == item.parameter.name
        given[item.to_call] += 1
        if not in_place and item.keyword is None:
            _, name, _ = _today(item.parameter, module, True, file)
            item = Placement(item.argument, item.parameter, item.to_call, name)
        result.append(item)
    return result


def _order(module: ModuleClass, to_call: bool, file: FileContext) -> Sequence[str]:
    if module.builtin is None:
        signature = file.signature(module)
        return [p.name for p in (signature.inputs if to_call else signature.fields)]
    builtin = flax_api.module(module.builtin)
    if builtin is None:
        return ()
    return builtin.inputs if to_call else builtin.positional_fields


def _open(argument: Argument, call: Call, module: ModuleClass, callee: Value, file: FileContext) -> Placement:
    """`*args`, `**kwargs` and strangers: they go where all parameters that they may reach go."""
    taken = {
        item.parameter.name
        for item in bind(call.arguments, module.parameters, (), lambda keyword: old_name(module, keyword))
        if item.parameter is not None
    } | set(bound_names(callee))
    left = [p for p in module.parameters if p.name not in taken]
    if argument.star == "*":
        left = [p for p in left if p.kind in ("positional", "*")]
    if argument.held is not None:
        held = [old_name(module, key) for key, _ in argument.held]
        left = [p for p in left if p.name in held or (is_catch_all(p) and _left_over(held, module))]
    sides = {_today(p, module, True, file)[0] for p in left}
    if not argument.star:
        return Placement(argument, None, False, argument.keyword)
    if len(sides) == 2:
        names = ", ".join(f"`{p.name}`" for p in left)
        verb = "may hold" if argument.held is None else "holds"
        raise Unplaceable(f"`{argument.star}…` {verb} fields and inputs of {module.name} alike ({names})")
    return Placement(argument, None, sides == {True}, None)


def _through(argument: Argument, call: Call, module: ModuleClass, file: FileContext) -> Iterator[Placement]:
    """`**kwargs` of the `apply` around: the fields among the parameters behind it by name, the inputs as they came."""
    definition = file.definition(call.owner or "")
    if definition is None or call.self_name is None:
        raise Unplaceable(f"`**` holds fields of {module.name}, which the class around has to hand on by name")
    around = file.signature(definition.finding.construct.module)
    parameters = {parameter.name: parameter for parameter in (*module.fields, *module.parameters)}
    for name, _ in argument.held or ():
        to_call, today, _ = _today(parameters[name], module, True, file)
        if not to_call:
            written = f"{call.self_name}.{around.field_names[name]}"
            yield Placement(argument, parameters[name], False, today, written)
    if through_call(call.owner, file):
        yield Placement(argument, None, True, None)


def class_that_hands_on(finding: LocatedFinding, file: FileContext) -> Iterator[LocatedFinding]:
    """The class around a call that gets the `**kwargs` of its `apply`: what is a field of it has to become one."""
    if any(argument.through for argument in finding.finding.construct.arguments):
        definition = file.definition(finding.finding.owner or "")
        if definition is not None:
            yield definition


def through_call(owner: str | None, file: FileContext) -> bool:
    """Whether a class takes inputs of a submodule through the `**kwargs` of its call."""
    definition = file.definition(owner or "")
    if definition is None:
        return False
    signature = file.signature(definition.finding.construct.module)
    return any(is_catch_all(p) and signature.is_input(p.name) for p in signature.parameters)


def _left_over(names: Sequence[str], module: ModuleClass) -> set[str]:
    """Those keywords that no parameter has, which `**kwargs` takes."""
    return {*names} - {p.name for p in module.parameters if not is_catch_all(p)}
