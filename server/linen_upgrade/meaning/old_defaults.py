"""Arguments of library classes that lost their defaults, where a call may be of one of several classes.

A call of `norm(x)` that may be BatchNorm or LayerNorm can't write BatchNorm's old default out: it is bound where the
class is named instead, everywhere in the code base.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import Span, is_called, parts_of
from linen_upgrade.meaning.constructs import Argument, Construct
from linen_upgrade.meaning.module_values import alternatives, bound_names, doubt
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.values import Imported, Literal, ModuleClass, Value, module_classes

if TYPE_CHECKING:
    from linen_upgrade.meaning.attributes import AttributeReader
    from linen_upgrade.meaning.module_calls import CallSite

_IDENTITY = frozenset({"comparison_operator", "subscript"})
"""What tells a class from a partial of it."""
_TYPE_TESTS = frozenset({"isinstance", "issubclass"})


@dataclass(frozen=True, slots=True)
class NamedClass(Construct):
    """A library class that lost a default, named where others stand beside it: `norm=nn.BatchNorm`.

    `binding` is the call that binds arguments to it already (`.partial(…)`, `functools.partial(…)`), None without one.
    """

    module: ModuleClass
    binding: Span | None
    is_attribute: bool
    """Whether a class keeps it in an attribute."""


def lost_defaults(module: ModuleClass) -> tuple[flax_api.Parameter, ...]:
    """The parameters of a library class that have to be given today, and had a default."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    facts = builtin.parameters if builtin is not None else ()
    return tuple(fact for fact in facts if fact.write_old_default == "always" and fact.default and fact.new_name)


def defaults_bound(reader: AttributeReader, callee: Value, site: CallSite) -> bool:
    """Whether the defaults that this call relies on are bound where its classes are named.

    Notes a call that can't write them out itself, as only some of its classes want them.
    """
    lacking = [_lacking(option, site.arguments) for option in alternatives(callee)]
    names = {module.name for module, lost in lacking if module is not None and lost}
    if not names or doubt(callee):
        return False
    # Of a class that is Linen already, nobody relies on an old default.
    if not all(module.pre_linen for module, lost in lacking if module is not None and lost):
        return False
    if len({lost for _, lost in lacking}) > 1:
        reader.results += [(_chosen(name), Literal("bool")) for name in sorted(names)]
    function = site.node.child_by_field_name("function")
    return all(_is_bound(reader, name) for name in names) and not (function is not None and is_named(reader, function))


def _lacking(option: Value, arguments: Sequence[Argument]) -> tuple[ModuleClass | None, tuple[str, ...]]:
    """The class that an option is, with the defaults that it lacks; a plain function among them lacks none."""
    module = next(module_classes(option), None)
    if module is None:
        return None, ()
    given = {b.parameter.name for b in bind(arguments, module.parameters) if b.parameter is not None}
    given.update(bound_names(option))
    return module, tuple(fact.name for fact in lost_defaults(module) if fact.name not in given)


def note_fixed(reader: AttributeReader, value: Value) -> None:
    """No partial can stand for these classes: one has no name, and an instance may be told the same in its calls."""
    for module in module_classes(value):
        if module.pre_linen and lost_defaults(module):
            reader.results.append((_fixed(module.name), Literal("bool")))


def note_given_later(reader: AttributeReader, instance: Value, arguments: Sequence[Argument]) -> None:
    """An instance is called: what is bound to its class can't be given again."""
    keywords = {argument.keyword for argument in arguments}
    for module in module_classes(instance):
        if keywords & {fact.new_name for fact in lost_defaults(module)}:
            note_fixed(reader, module)


def note_named(reader: AttributeReader, node: Node, name: Node, value: Value) -> None:
    """A library class is named; `name` is what stands behind the dot."""
    if not isinstance(value, ModuleClass) or not value.pre_linen or not lost_defaults(value):
        return
    parent = node.parent
    around = parent.parent if parent is not None else None
    if parent is None or around is None or is_called(node):
        return
    if around.type == "class_definition" and parent.type == "argument_list":
        return
    binding: Node | None = None
    if parent.type == "attribute":
        binding = around if _is_partial(reader, parent) else None
        if binding is None:
            return
    elif parent.type == "argument_list" and parts_of(parent)[0] == node and _binds(reader, around):
        binding = around
    if _is_told_apart(reader, node) or (binding is not None and _may_bind(binding, value, parent)):
        note_fixed(reader, value)
        return
    if binding is not None and _binds_already(reader, binding, value):
        return
    if _is_bound(reader, value.name):
        function, place = reader.scope.function(), binding if binding is not None else node
        reader.constructs.append(
            NamedClass(
                token=reader.span(name),
                span=reader.span(place),
                owner=reader.owner(),
                function=function.span if function is not None else None,
                certain=False,
                module=value,
                binding=reader.span(binding) if binding is not None else None,
                is_attribute=reader.calls.place(place) == "attribute",
            )
        )


def is_named(reader: AttributeReader, node: Node) -> bool:
    """Whether an expression is the library class by its own name."""
    held = node.child_by_field_name("object") if node.type == "attribute" else None
    return held is not None and isinstance(reader.quietly(held), Imported)


def _is_partial(reader: AttributeReader, attribute: Node) -> bool:
    name = attribute.child_by_field_name("attribute")
    return name is not None and reader.text(name) == "partial" and is_called(attribute)


def _binds(reader: AttributeReader, call: Node) -> bool:
    function = call.child_by_field_name("function")
    return function is not None and reader.quietly(function) == Imported("functools.partial")


def _keywords(binding: Node) -> Iterator[Node]:
    listed = binding.child_by_field_name("arguments")
    yield from parts_of(listed) if listed is not None else ()


def _may_bind(binding: Node, value: ModuleClass, parent: Node) -> bool:
    """Whether a binding may give the argument in a way that can't be seen."""
    listed = list(_keywords(binding))
    others = listed[1:] if parent.type == "argument_list" else listed
    return any(argument.type != "keyword_argument" for argument in others)


def _binds_already(reader: AttributeReader, binding: Node, value: ModuleClass) -> bool:
    names = [a.child_by_field_name("name") for a in _keywords(binding) if a.type == "keyword_argument"]
    given = {reader.text(name) for name in names if name is not None}
    return all(fact.name in given or fact.new_name in given for fact in lost_defaults(value))


def _is_told_apart(reader: AttributeReader, node: Node) -> bool:
    """Whether a class is compared with something, or looked up by: a partial of it would not be found."""
    inner, current = node, node.parent
    while current is not None and not current.type.endswith(("statement", "definition", "block", "module")):
        if current.type in _IDENTITY and current.child_by_field_name("value") != inner:
            return True
        if current.type == "pair" and current.child_by_field_name("key") == inner:
            return True
        function = current.child_by_field_name("function") if current.type == "call" else None
        if function is not None and reader.text(function) in _TYPE_TESTS:
            return True
        inner, current = current, current.parent
    return False


def _is_bound(reader: AttributeReader, name: str) -> bool:
    chosen, fixed = reader.module.fact(_chosen(name)), reader.module.fact(_fixed(name))
    return chosen is not None and fixed is None


def _chosen(name: str) -> str:
    """Under which fact it is kept that a call may be of a class, and of others that want no default written out."""
    return f"flax.nn.{name} is one of several"


def _fixed(name: str) -> str:
    """Under which fact it is kept that a class can't be exchanged for a partial of it."""
    return f"flax.nn.{name} has to stay"
