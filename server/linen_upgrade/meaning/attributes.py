"""What stands behind a dot: of libraries, of modules, of arrays, of `self`; and which old names that mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import Span
from linen_upgrade.meaning import containers
from linen_upgrade.meaning.arrays import ARRAY_ATTRIBUTES
from linen_upgrade.meaning.constructs import EvidenceKind, OldImport, OldName
from linen_upgrade.meaning.container_reader import ContainerReader
from linen_upgrade.meaning.frozen_fields import CHANGES
from linen_upgrade.meaning.gone_names import note_gone_name
from linen_upgrade.meaning.library import imported
from linen_upgrade.meaning.moved import note_moved_name, note_moved_path
from linen_upgrade.meaning.old_defaults import note_fixed, note_named
from linen_upgrade.meaning.optimizers import note_optimizer_name
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Container,
    Derived,
    Imported,
    Initializer,
    Literal,
    MaybeModule,
    Method,
    ModuleClass,
    Namespace,
    ParameterValue,
    Self,
    Value,
    module_classes,
)

OLD_CLASS = "flax.nn.Module"


class AttributeReader(ContainerReader):
    """Evaluates attributes."""

    if TYPE_CHECKING:

        def mentioned(self, node: Node, value: Value) -> Value:
            """See `ExpressionReader.mentioned`."""

    def old_name(self, span: Span, path: str) -> None:
        """Note the mention of an old name."""
        self.old_names.append(OldName(span, path, self.owner() is not None))

    def noted(self, node: Node, value: Value, path: str | None = None) -> Value:
        """A value, once the old name that it stands under is noted."""
        if isinstance(value, ModuleClass) and value.builtin and value.pre_linen:
            path = f"flax.nn.{value.builtin}"
        elif isinstance(value, Initializer) and path is None and value.keyless:
            path = f"flax.nn.initializers.{value.keyless}"
        elif isinstance(value, Imported) and value.path.startswith(("flax.nn", "flax.optim")):
            path = value.path
        if path is not None:
            self.old_name(self.span(node), path)
        return value

    def attribute(self, node: Node) -> Value:
        """What `receiver.name` is."""
        receiver_node, name_node = node.child_by_field_name("object"), node.child_by_field_name("attribute")
        if receiver_node is None or name_node is None:
            return UNKNOWN
        receiver, name = self.value(receiver_node), self.text(name_node)
        if isinstance(receiver, Imported):
            return self._member(node, name_node, receiver, name)
        if isinstance(receiver, Namespace):
            found = self.filled(name, self.module.member(receiver, name), receiver.home)
            return self.noted(name_node, self.mentioned(node, found))
        trained = self.calls.training.member(node, receiver, name)
        if trained is not None:
            return trained
        if isinstance(receiver, (ParameterValue, Derived)):
            held = self.calls.attribute_of_self(receiver, name)
            if name == "__class__":
                held = self.calls.class_of_self(receiver)
            if held is None:
                held = self.held_by(receiver, name, node) or self.calls.property_of(receiver, name)
            if held is not None:
                return held
            self.calls.training.asked_of_parameter(node, name)
            self.calls.training.member_handed(node, receiver, name)
            is_array = name in ARRAY_ATTRIBUTES
            self.note_asked(receiver, name, node)
            if name in CHANGES:
                self.note_thawed(EvidenceKind.THAWED_USE, receiver_node, CHANGES[name], node)
            self.note(receiver, EvidenceKind.ARRAY_USE if is_array else EvidenceKind.HYPER_USE, node)
            if name in ("shape", "ndim", "dtype", "size"):
                return Literal("tuple") if is_array else UNKNOWN
            return Method(Array() if is_array else receiver if isinstance(receiver, ParameterValue) else UNKNOWN, name)
        if isinstance(receiver, Method) and name in CHANGES:
            self.note_asked(receiver.receiver, "", node)
        if isinstance(receiver, Method) and name in ARRAY_ATTRIBUTES:
            self.note(receiver, EvidenceKind.ARRAY_USE, node)
        if isinstance(receiver, Array):
            of_it = receiver if name == "at" else Method(receiver, name)
            return Literal("tuple") if name in ("shape", "ndim", "dtype", "size") else of_it
        if isinstance(receiver, Self):
            return self._self_attribute(receiver, name, name_node)
        if isinstance(receiver, ModuleClass) and name in dict(receiver.attributes):
            return dict(receiver.attributes)[name]
        if isinstance(receiver, Container):
            is_entry = receiver.type in ("class", "object") and containers.has(receiver, name)
            if is_entry:
                return containers.pick(receiver, name)
            return self.calls.property_of(receiver, name) or Method(receiver, name)
        if isinstance(receiver, MaybeModule):
            return self._of_maybe(receiver, name)
        if isinstance(receiver, MODULE_KINDS):
            if any(module.pre_linen for module in module_classes(receiver)) or not flax_api.linen_has(f"Module.{name}"):
                self._old_member(name, name_node, receiver.builtin if isinstance(receiver, ModuleClass) else None)
            if name.startswith("__"):
                note_fixed(self, receiver)
            self.calls.training.member_handed(node, receiver, name)
            return Method(receiver, name)
        self.calls.training.asked_of_unknown(node, receiver, name)
        self.calls.training.called_on_unknown(node, name)
        return Method(receiver, name)

    def _of_maybe(self, receiver: MaybeModule, name: str) -> Value:
        """An attribute of what may be a module, an object that holds one, or (a function's result) an array."""
        if name in ARRAY_ATTRIBUTES:
            return Method(UNKNOWN, name)
        return Method(receiver, name) if name in containers.METHODS else receiver

    def _member(self, node: Node, name_node: Node, receiver: Imported, name: str) -> Value:
        path = f"{receiver.path}.{name}"
        if receiver.path in ("flax", "flax.deprecated") and flax_api.canonical(path) == "flax.nn":
            self.constructs.append(
                OldImport(
                    token=self.span(name_node),
                    span=self.span(node),
                    owner=self.owner(),
                    function=None,
                    certain=True,
                    statement=self.span(node),
                    package=self.span(node),
                    alias=None,
                    form="use",
                )
            )
        value = imported(path)
        note_moved_name(self, node, name_node, value)
        note_moved_path(self, node, name_node, receiver.path)
        note_named(self, node, name_node, value)
        note_optimizer_name(self, node, name_node, value)
        note_gone_name(self, node, name_node, path)
        if isinstance(value, Imported):
            self.calls.training.named(node, name_node, value.path)
        self.calls.lacks(value, node)
        return self.noted(name_node, value)

    def _self_attribute(self, receiver: Self, name: str, node: Node) -> Value:
        # Inside a method the class is known by what the interpreter has bound for it.
        found = self.class_attribute(receiver.owner, name)
        if found is not None:
            return found
        if self.owner() is not None or not flax_api.linen_has(f"Module.{name}"):
            self._old_member(name, node)
        property_value = self.calls.fact_of_method(receiver.owner, name, " is")
        return Method(receiver, name) if property_value is None else property_value

    def _old_member(self, name: str, node: Node, builtin: str | None = None) -> None:
        """Note a member of old modules, or of the library class of that name."""
        for path in (f"{OLD_CLASS}.{name}", f"flax.nn.{builtin}.{name}"):
            if flax_api.name(path) is not None:
                self.old_name(self.span(node), path)
                return

    def class_attribute(self, owner: str, name: str) -> Value | None:
        """What `self.name` is in the class being read: a field of a Linen class, or a module kept on the class."""
        return self.attributes.get((owner, name))
