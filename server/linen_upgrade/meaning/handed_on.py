"""`**kwargs` that only go to what an heir overrides, `apply` or `__call__`: the base's parameters behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tree_sitter import Node

from linen_upgrade.document import parts_of
from linen_upgrade.meaning.values import ModuleClass, Parameter, ParameterKind


def with_those_of_the_base(
    parameters: tuple[Parameter, ...],
    function: Node,
    base: ModuleClass | None,
    pre_linen: bool,
    text: Callable[[Node], str],
) -> tuple[Parameter, ...]:
    """The parameters of an heir's `apply` (or `__call__`), and before its `**kwargs` those of the base behind it."""
    catch_all = parameters[-1] if parameters and parameters[-1].kind is ParameterKind.VAR_KEYWORD else None
    if catch_all is None or base is None or base.builtin is not None or base.pre_linen != pre_linen:
        return parameters
    call = only_call_with(function, catch_all.name, text)
    if call is None or not _is_super(call, "apply" if pre_linen else "__call__", text):
        return parameters
    own = {parameter.name for parameter in parameters}
    return (*parameters[:-1], *(p for p in parameters_left(call, base, text) if p.name not in own), catch_all)


def only_call_with(function: Node, name: str, text: Callable[[Node], str]) -> Node | None:
    """The call that is all that a function does with its `**kwargs`."""
    body = function.child_by_field_name("body")
    used = [node for node in _names(body) if text(node) == name] if body is not None else []
    splat = used[0].parent if len(used) == 1 else None
    call = splat.parent.parent if splat is not None and splat.type == "dictionary_splat" and splat.parent else None
    return call if call is not None and call.type == "call" else None


def _is_super(call: Node, entry: str, text: Callable[[Node], str]) -> bool:
    """Whether it is a call of `super().apply`."""
    called = call.child_by_field_name("function")
    if called is None or called.type != "attribute":
        return False
    held, method = called.child_by_field_name("object"), called.child_by_field_name("attribute")
    maker = held.child_by_field_name("function") if held is not None and held.type == "call" else None
    return maker is not None and text(maker) == "super" and method is not None and text(method) == entry


def _names(node: Node) -> Iterator[Node]:
    if node.type == "identifier":
        yield node
    for child in node.named_children:
        yield from _names(child)


def parameters_left(call: Node, base: ModuleClass, text: Callable[[Node], str]) -> Iterable[Parameter]:
    """The base's parameters that a call with `**kwargs` leaves to it."""
    arguments = call.child_by_field_name("arguments")
    given = parts_of(arguments) if arguments is not None else []
    if any(node.type == "list_splat" for node in given):
        return
    keywords = {
        text(name)
        for node in given
        if node.type == "keyword_argument" and (name := node.child_by_field_name("name")) is not None
    }
    position = sum(node.type not in ("keyword_argument", "dictionary_splat") for node in given)
    for parameter in base.parameters:
        if parameter.kind is ParameterKind.POSITIONAL and position:
            position -= 1
        elif parameter.kind in (ParameterKind.POSITIONAL, ParameterKind.KEYWORD) and parameter.name not in keywords:
            owner = parameter.owner or base.key
            yield replace(parameter, kind=ParameterKind.KEYWORD, owner=owner, default_reads=frozenset())
