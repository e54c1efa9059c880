"""`**kwargs` that only go to an own module that an `apply` calls: the parameters of that module behind them.

`Encoder(inputs, vocab_size, train=train, **encoder_kwargs)` hands on what `Encoder` takes besides. They are parameters
of the class around as well, given by keyword: what are fields of `Encoder` are fields of it, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tree_sitter import Node

from linen_upgrade.document import function_around, is_called, mentions, names, parts_of
from linen_upgrade.meaning.constructs import Argument
from linen_upgrade.meaning.handed_on import parameters_left
from linen_upgrade.meaning.values import (
    Method,
    ModuleClass,
    Parameter,
    ParameterKind,
    ParameterValue,
    Value,
    module_classes,
)

Text = Callable[[Node], str]


@dataclass(frozen=True)
class _Call:
    """A call that is given the `**kwargs`: itself, and how the class is written that it calls or binds."""

    node: Node
    callee: Node
    binds: bool


def with_those_of_a_submodule(
    parameters: tuple[Parameter, ...], function: Node, pre_linen: bool, value: Callable[[Node], Value], text: Text
) -> tuple[tuple[Parameter, ...], str]:
    """The parameters of `apply` (or `__call__`), before its `**kwargs` those of the submodule behind it, and its key.

    `value` tells what an expression is outside of the function.
    """
    catch_all = parameters[-1] if parameters and parameters[-1].kind is ParameterKind.VAR_KEYWORD else None
    calls = _calls_with(function, catch_all.name, pre_linen, text) if catch_all is not None else []
    module = value(calls[0].callee) if calls else None
    if catch_all is None or not isinstance(module, ModuleClass) or module.builtin is not None:
        return parameters, ""
    source = text(calls[0].callee)
    root = source.partition(".")[0]
    named_alike = root in {p.name for p in parameters} or any(text(call.callee) != source for call in calls)
    if named_alike or (module.pre_linen and not pre_linen):
        return parameters, ""
    if pre_linen and not module.pre_linen:
        module = _as_it_was(module)
    own = {"name", *(parameter.name for parameter in parameters)}
    left: list[Parameter] = [p for p in _left(calls[0], module, function, text) if p.name not in own]
    for call in calls[1:]:
        shared = {p.name for p in _left(call, module, function, text)}
        left = [p for p in left if p.name in shared]
    if not left:
        return parameters, ""
    theirs = (
        replace(p, owner="", behind=module.key, source=source, annotation=None, default_reads=frozenset({root}))
        for p in left
    )
    return (*parameters[:-1], *theirs, catch_all), module.key


def _as_it_was(module: ModuleClass) -> ModuleClass:
    """A class that is Linen already, called in the old form: what it takes besides its inputs, it takes by keyword."""
    inputs = {parameter.name for parameter in module.parameters}
    fields = (replace(f, kind=ParameterKind.KEYWORD) for f in module.fields if f.name not in inputs)
    return replace(module, parameters=(*module.parameters, *fields))


def handed_through(around: ModuleClass | None, value: Value, callee: Value) -> tuple[tuple[str, Value], ...]:
    """The parameters behind the `**kwargs` of the `apply` around, where they go to the class that they are known by.

    `value` is what has the two stars before it in a call of `callee`.
    """
    if around is None or not around.behind or not isinstance(value, ParameterValue) or value.owner != around.key:
        return ()
    modules = [module.key for module in module_classes(callee.receiver if isinstance(callee, Method) else callee)]
    if value.name != around.parameters[-1].name or modules != [around.behind]:
        return ()
    return tuple((p.name, ParameterValue(around.key, p.name)) for p in around.parameters if p.source)


def held_names(argument: Argument, module: ModuleClass | None) -> list[str]:
    """The keywords that a `**` binds for sure; through `**kwargs` of an `apply`, those that have to be there."""
    needed = {p.name for p in module.parameters if p.default is None} if module is not None else set()
    return [name for name, _ in argument.held or () if not argument.through or name in needed]


def _calls_with(function: Node, name: str, pre_linen: bool, text: Text) -> list[_Call]:
    """The calls that are all that a function does with its `**kwargs`; none where it does something else."""
    body = function.child_by_field_name("body")
    uses = [node for node in names(body) if text(node) == name] if body is not None else []
    found = []
    for use in sorted(uses, key=lambda node: node.start_byte):
        splat = use.parent
        listed = splat.parent if splat is not None and splat.type == "dictionary_splat" else None
        call = listed.parent if listed is not None and listed.type == "argument_list" else None
        callee = call.child_by_field_name("function") if call is not None else None
        if call is None or listed is None or callee is None or function_around(call) != function:
            return []
        if sum(node.type == "dictionary_splat" for node in listed.named_children) != 1:
            return []
        method, held = callee.child_by_field_name("attribute"), callee.child_by_field_name("object")
        binds = pre_linen and method is not None and text(method) in ("partial", "shared")
        named = (held if binds else callee) if pre_linen else _made_of(callee, function, text)
        if named is None or not _is_dotted(named):
            return []
        found.append(_Call(call, named, binds))
    return found


def _made_of(instance: Node, function: Node, text: Text, depth: int = 4) -> Node | None:
    """How the class is written that a Linen module is of which a function makes and calls."""
    if instance.type == "identifier":
        found = [node.parent for node in mentions(instance, function) if node.parent is not None]
        assigned = [node for node in found if node.type == "assignment" and _left_side(node, instance)]
        right = assigned[0].child_by_field_name("right") if len(assigned) == 1 else None
        return _made_of(right, function, text, depth - 1) if right is not None and depth else None
    maker = instance.child_by_field_name("function") if instance.type == "call" else None
    listed = instance.child_by_field_name("arguments") if instance.type == "call" else None
    if maker is None or listed is None:
        return None
    if text(maker).rpartition(".")[2] == "partial":
        return next(iter(parts_of(listed)), None)
    return (_made_of(maker, function, text, depth - 1) if maker.type == "identifier" and depth else None) or maker


def _left_side(assignment: Node, name: Node) -> bool:
    left = assignment.child_by_field_name("left")
    return left is not None and left.type == "identifier" and left.text == name.text


def _is_dotted(node: Node) -> bool:
    return node.type == "identifier" or (
        node.type == "attribute" and all(part.type in ("identifier", "attribute") for part in node.named_children)
    )


def _left(call: _Call, module: ModuleClass, function: Node, text: Text) -> Sequence[Parameter]:
    """The parameters that a call leaves to its `**kwargs`; where it binds a module, what later calls leave as well."""
    left = list(parameters_left(call.node, module, text))
    if not call.binds:
        return left
    given = _given_later(call.node, function, text)
    if given is None:
        return ()
    position, keywords = given
    positional = [p.name for p in module.parameters if p.kind is ParameterKind.POSITIONAL]
    return [p for p in left if p.name not in {*positional[:position], *keywords}]


def _given_later(bound: Node, function: Node, text: Text) -> tuple[int, set[str]] | None:
    """How many arguments calls of a bound module give it by position, and which by keyword; None if unknown."""
    assignment = bound.parent
    name = assignment.child_by_field_name("left") if assignment is not None else None
    if assignment is None or assignment.type != "assignment" or name is None or name.type != "identifier":
        return None
    position, keywords = 0, set()
    for use in mentions(name, function):
        call = use.parent
        listed = call.child_by_field_name("arguments") if call is not None else None
        if not is_called(use) or call is None or listed is None or listed.type != "argument_list":
            return None
        given = parts_of(listed)
        if any(node.type in ("list_splat", "dictionary_splat") for node in given):
            return None
        words = [word for node in given if (word := node.child_by_field_name("name")) and node.type == _KEYWORD]
        keywords |= {text(word) for word in words}
        position = max(position, len(given) - len(words))
    return position, keywords


_KEYWORD = "keyword_argument"
