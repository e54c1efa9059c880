"""Reads what training code does with modules and models: initialise, make, call, ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tree_sitter import Node

from linen_upgrade.document import Span, is_called, mentions
from linen_upgrade.meaning import containers
from linen_upgrade.meaning.input_specs import specs_elsewhere, specs_written
from linen_upgrade.meaning.literals import key_text
from linen_upgrade.meaning.training_constructs import (
    ModelCall,
    ModelMade,
    ModelMember,
    ModelWrapped,
    ModuleInit,
    WrappedCall,
)
from linen_upgrade.meaning.training_kinds import Model, OldParameters, WrappedModel
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Method,
    ModuleInstance,
    Value,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.module_calls import CallSite

from linen_upgrade.meaning.training_notes import TrainingNotes, only_argument, unpacked

WRAPPING = frozenset({"jax.vmap", "jax.pmap", "jax.jit", "jax.checkpoint", "jax.remat"})
"""Transformations that hand what their result is called with to the function that they are given."""
_INITIALISING = ("init", "init_by_shape", "create", "create_by_shape")


class ModelReader(TrainingNotes):
    """The part of reading that concerns modules that are initialised, and models."""

    def initialised(self, name: str, callee: Value, site: CallSite) -> Value:
        """`CNN.init_by_shape(…)` and its like, outside of modules; what it returns."""
        function = site.node.child_by_field_name("function")
        held = function.child_by_field_name("object") if function is not None else None
        if isinstance(callee, ModuleInstance):
            return UNKNOWN
        if held is not None and name in _INITIALISING and self.reader.owner() is None:
            self.ran(callee)
            by_shape = name.endswith("_by_shape")
            specs = next((a for a in site.arguments if a.keyword == "input_specs"), None)
            plain = [node for argument, node in site.passed if not argument.keyword and not argument.star]
            listed = site.nodes[site.arguments.index(specs)] if specs else plain[1] if len(plain) > 1 else None
            if specs is not None and listed is not None:
                listed = listed.child_by_field_name("value")
            self.reader.constructs.append(
                ModuleInit(
                    **{**site.fields, "certain": True},
                    name=name,
                    callee=callee,
                    callee_span=self.reader.span(held),
                    specs=specs_written(listed, self.reader) if by_shape and listed is not None else None,
                    specs_span=self.reader.span(listed) if by_shape and listed is not None else None,
                    specs_elsewhere=specs_elsewhere(listed, self.reader) if by_shape and listed is not None else "",
                    **self._outcome(site.node),
                    variables=self.fresh("variables"),
                    contexts=self.contexts.uses(site.node),
                )
            )
        callee = self.handed_in(callee, held)
        if name.startswith("create"):
            return containers.display("tuple", (("", Array(certain=True)), ("", Model(callee))))
        return OldParameters(callee)

    def _outcome(self, call: Node) -> dict[str, Any]:
        """Where the output and the parameters go."""
        outer = call.parent
        found: dict[str, Any] = {"pattern": None, "targets": None, "output_read": True, "picked": None}
        found["is_statement"] = outer is not None and outer.type == "expression_statement"
        if outer is None:
            return found
        if outer.type == "subscript" and outer.child_by_field_name("value") == call:
            indices = outer.children_by_field_name("subscript")
            key = key_text(indices[0]) if len(indices) == 1 else ""
            if key in ("0", "1"):
                found |= {"picked": self.reader.span(outer), "output_read": key == "0"}
        left, parts = unpacked(call) or (None, ())
        if left is not None and len(parts) == 2:
            found["pattern"] = self.reader.span(left)
            found["targets"] = tuple(map(self.reader.span, parts))
            found["output_read"] = parts[0].type != "identifier" or self._is_read(parts[0])
        return found

    def _is_read(self, target: Node) -> bool:
        """Whether the name that an output is given has other uses in the function around it."""
        name = self.reader.text(target)
        scope = self.reader.scope.function()
        around = scope.node if scope is not None and scope.node is not None else None
        if around is None:
            return not name.startswith("_")
        return name.strip("_") != "" and any(mentions(target, around))

    def made(self, site: CallSite) -> Value:
        """`nn.Model(module, params)`."""
        plain = [(a, n) for a, n in site.passed if not a.star]
        module = next((a for a, _ in plain if a.keyword == "module"), None)
        held = next((a for a, _ in plain if a.keyword == "params"), None)
        positions = [a for a, _ in plain if not a.keyword]
        if module is None and positions:
            module = positions.pop(0)
        if held is None and positions:
            held = positions.pop(0)
        base = self.reader.calls.resolve(module.value) if module is not None else UNKNOWN
        base = base if isinstance(base, MODULE_KINDS) else UNKNOWN
        index = site.arguments.index(module) if module is not None else None
        base = self.handed_in(base, site.nodes[index] if index is not None else None)
        whole = len(site.arguments) == 2 and module is not None and held is not None
        fields = {**site.fields, "certain": True, "token": site.function}
        span = held.value_span if whole and held is not None else None
        self.reader.constructs.append(ModelMade(**fields, base=base, parameters=span))
        for argument, node in plain:
            if span is not None and argument.value_span == span:
                self.filled(base, argument.value, node)
        return Model(base)

    def called(self, model: Model, site: CallSite, method: str = "") -> None:
        """A model is called, or a method of its module."""
        self.ran(model)
        function = site.node.child_by_field_name("function")
        held = function.child_by_field_name("object") if method and function is not None else function
        if held is None:
            return
        self.reader.constructs.append(
            ModelCall(
                **{**site.fields, "certain": True},
                base=model.base,
                bare=model.bare,
                receiver=self.reader.span(held),
                method=method,
                nearby=self.nearby(),
                holder=self.holder(model),
                contexts=self.contexts.uses(site.node),
                target=self._target(site.node),
                is_statement=site.node.parent is not None and site.node.parent.type == "expression_statement",
                changed=self.fresh("changed"),
            )
        )

    def called_by_class(self, callee: Value, site: CallSite) -> Value:
        """`CNN.call(params, x)`, outside of modules."""
        function, first = site.node.child_by_field_name("function"), next(iter(site.arguments), None)
        held = function.child_by_field_name("object") if function is not None else None
        if held is None or first is None or first.keyword or first.star or isinstance(callee, ModuleInstance):
            self.run_by_hand(callee, site)
            return Array(certain=True)
        self.ran(callee)
        self.filled(callee, first.value, site.nodes[0])
        self.reader.constructs.append(
            ModelCall(
                **{**site.fields, "certain": True, "arguments": site.arguments[1:]},
                base=self.handed_in(callee, held),
                bare=True,
                receiver=self.reader.span(site.nodes[0]),
                method="",
                nearby=(),
                holder="",
                contexts=self.contexts.uses(site.node),
                target=self._target(site.node),
                is_statement=site.node.parent is not None and site.node.parent.type == "expression_statement",
                changed=self.fresh("changed"),
                by_class=True,
            )
        )
        return Array(certain=True)

    def wrapped(self, path: str, site: CallSite) -> Value | None:
        """What a transformation makes of a model that it is to call; None where it is handed none."""
        first = site.arguments[0] if site.arguments else None
        if path not in WRAPPING or first is None or first.keyword:
            return None
        if not isinstance(first.value, Model):
            return first.value if isinstance(first.value, WrappedModel) else None
        model = first.value
        self.ran(model)
        self.contexts.called("", self.reader.excerpt(site.node))
        fields = {**site.fields, "certain": True, "token": self.reader.span(site.nodes[0])}
        holder, nearby = self.holder(model), self.nearby()
        self.reader.constructs.append(
            ModelWrapped(**fields, base=model.base, bare=model.bare, nearby=nearby, holder=holder)
        )
        return WrappedModel(model)

    def called_wrapped(self, callee: WrappedModel, site: CallSite) -> Value:
        """What that made of a model is called."""
        self.ran(callee.model)
        self.contexts.called("", self.reader.excerpt(site.node))
        fields = {**site.fields, "certain": True}
        self.reader.constructs.append(WrappedCall(**fields, base=callee.model.base))
        return Array(certain=True)

    def _target(self, call: Node) -> Span | None:
        """What an assignment gives the result of a call to, if that is its whole right side and only target."""
        outer = call.parent
        left = outer.child_by_field_name("left") if outer is not None and outer.type == "assignment" else None
        statement = outer.parent if outer is not None else None
        if left is None or outer is None or outer.child_by_field_name("type") is not None:
            return None
        if outer.child_by_field_name("right") != call or statement is None or statement.type != "expression_statement":
            return None
        return self.reader.span(left)

    def _of_model(self, node: Node, model: Model, name: str) -> Value:
        if is_called(node):
            return Method(model, name)
        self._model_member(node, model, name, None)
        if name == "params":
            return OldParameters(model.base)
        return model.base if name == "module" else UNKNOWN

    def _model_member(self, node: Node, model: Model, name: str, given: Node | None, whole: Node | None = None) -> None:
        held = node.child_by_field_name("object")
        if held is not None:
            self.reader.constructs.append(
                ModelMember(
                    **self._fields(node, whole or node),
                    name=name,
                    base=model.base,
                    bare=model.bare,
                    receiver=self.reader.span(held),
                    given=self.reader.span(given) if given is not None else None,
                    nearby=self.nearby(),
                )
            )

    def _method_of_model(self, model: Model, name: str, site: CallSite, function: Node) -> Value:
        if name in ("replace", "truncate_at"):
            given = only_argument(site, "params")
            self._model_member(function, model, name, given, site.node)
            if given is not None:
                self.filled(model.base, site.arguments[0].value, given)
            return model if name == "replace" else UNKNOWN
        self.called(model, site, name)
        return Array(certain=True)
