"""A base's `**kwargs` that only go to a method of its heirs, a hook: what an heir's own takes of them are its settings.

`x = self.backbone(x, train=train, **kwargs)` in the base's `apply` hands `features` on to an heir's
`def backbone(self, x, train, features=16)`. It is the heir's own parameter, as much as those of its `apply` are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tree_sitter import Node

from linen_upgrade.document import function_around, parts_of, walk
from linen_upgrade.meaning.class_parts import ClassParts
from linen_upgrade.meaning.handed_on import only_call_with
from linen_upgrade.meaning.hook import Hook
from linen_upgrade.meaning.values import ModuleClass, Parameter, ParameterKind

Text = Callable[[Node], str]


def hook_of(parameters: Sequence[Parameter], entry: Node, parts: ClassParts, text: Text) -> Hook | None:
    """The method that gets all `**kwargs` of an `apply` (or `__call__`), None where something else may get them."""
    catch_all = parameters[-1] if parameters and parameters[-1].kind is ParameterKind.VAR_KEYWORD else None
    call = only_call_with(entry, catch_all.name, text) if catch_all is not None else None
    called = call.child_by_field_name("function") if call is not None else None
    arguments = call.child_by_field_name("arguments") if call is not None else None
    if call is None or called is None or called.type != "attribute" or arguments is None:
        return None
    receiver, method = called.child_by_field_name("object"), called.child_by_field_name("attribute")
    if (
        receiver is None
        or method is None
        or text(receiver) != _self_name(entry, text)
        or function_around(call) != entry
    ):
        return None
    name, given = text(method), parts_of(arguments)
    own = parts.methods.get(name)
    odd = any(node.type == "list_splat" for node in given) or sum(n.type == "dictionary_splat" for n in given) != 1
    if odd or (own is not None and own.decorators) or len(list(_uses(name, parts, text))) != 1:
        return None
    keywords = (node.child_by_field_name("name") for node in given if node.type == "keyword_argument")
    positions = sum(node.type not in ("keyword_argument", "dictionary_splat") for node in given)
    return Hook(name, positions, tuple(sorted(text(keyword) for keyword in keywords if keyword is not None)))


def with_those_of_the_hook(
    heir: str, base: ModuleClass, listed: Sequence[Parameter], parts: ClassParts
) -> tuple[Hook | None, tuple[Parameter, ...]]:
    """The hook of an heir that has the `apply` of its base, and its parameters: its own settings come last.

    `heir` is its key; `listed` are the parameters of its own method of that name.
    """
    hook = base.hook
    if hook is None:
        return None, base.parameters
    theirs = tuple(replace(p, owner=p.owner or base.key, default_reads=frozenset()) for p in base.parameters)
    if hook.holder:
        return hook, theirs
    method = parts.methods.get(hook.method)
    if method is None or method.decorators or any(p.kind not in _PLAIN for p in listed):
        return hook, base.parameters
    listing = method.node.child_by_field_name("parameters")
    if listing is None or any(node.type == "positional_separator" for node in listing.named_children):
        return hook, base.parameters
    taken = {"name", *hook.keywords, *(p.name for p in base.parameters)}
    settings = tuple(p for p in listed[hook.positions :] if p.name not in taken)
    if not settings:
        return hook, base.parameters
    own = tuple(replace(p, kind=ParameterKind.KEYWORD) for p in settings)
    hook = replace(hook, holder=heir, settings=tuple(p.name for p in settings))
    return hook, (*theirs[:-1], *own, theirs[-1])


def kept_in_the_call(
    module: ModuleClass, base: ModuleClass | None, alone: bool, parts: ClassParts, made: frozenset[str], text: Text
) -> Iterator[tuple[str, str]]:
    """Settings that can't be fields, for all that this class does, each with the key of the class that has it.

    `alone`: whether the class has no second base; `made` are the names that it gives to submodules and the like.
    """
    for hook, above in ((module.hook, False), (base.hook if base is not None else None, True)):
        if hook is None or not hook.holder or above != (hook.holder != module.key):
            continue
        another = above and (not alone or hook.method in parts.methods)
        if another or any(_uses(hook.method, parts, text)):
            yield from ((hook.holder, name) for name in hook.settings)
        else:
            yield from ((hook.holder, name) for name in hook.settings if name in made or name in module.members)


def settings_of(module: ModuleClass, method: str) -> tuple[str, ...]:
    """The parameters of an own method that are settings of the class."""
    hook = module.hook
    return hook.settings if hook is not None and (hook.holder, hook.method) == (module.key, method) else ()


_PLAIN = (ParameterKind.POSITIONAL, ParameterKind.KEYWORD)


def _uses(name: str, parts: ClassParts, text: Text) -> Iterator[Node]:
    """Where a class has that name behind a dot."""
    for statement in (*(method.decorated for method in parts.methods.values()), *parts.others):
        for node in walk(statement):
            attribute = node.child_by_field_name("attribute") if node.type == "attribute" else None
            if attribute is not None and text(attribute) == name:
                yield node


def _self_name(function: Node, text: Text) -> str:
    listed = function.child_by_field_name("parameters")
    first = next(iter(parts_of(listed)), None) if listed else None
    return text(first) if first is not None else ""
