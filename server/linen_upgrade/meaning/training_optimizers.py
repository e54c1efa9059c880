"""Reads what training code does with optimizers: make, ask, update."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import is_called
from linen_upgrade.flax_api.optimizers import optimizer as optimizer_of
from linen_upgrade.meaning.scope import attribute_held, declares
from linen_upgrade.meaning.training_constructs import (
    GradientApplied,
    ModelMade,
    OptimizerCreate,
    OptimizerMember,
)
from linen_upgrade.meaning.training_kinds import Model, OldParameters, Optimizer, OptimizerDef, OptimizerState
from linen_upgrade.meaning.training_values import holds_models
from linen_upgrade.meaning.values import (
    UNKNOWN,
    MaybeModule,
    Method,
    ParameterValue,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from linen_upgrade.meaning.module_calls import CallSite

from linen_upgrade.meaning.training_notes import TrainingNotes, only_argument, unpacked

DIFFERENTIATES = ("optimize", "compute_gradient", "compute_gradients")
"""Methods of an optimizer that are given a loss function."""
_ONLY_OPTIMIZERS = ("target", "apply_gradient", "optimizer_def")


class OptimizerReader(TrainingNotes):
    """The part of reading that concerns optimizers."""

    def _of_optimizer(self, node: Node, optimizer: Optimizer, name: str) -> Value:
        if is_called(node) and name != "target":
            return Method(optimizer, name)
        held, outer = node.child_by_field_name("object"), node.parent
        if name == "state":
            step = outer.child_by_field_name("attribute") if outer is not None and outer.type == "attribute" else None
            if step is None or self.reader.text(step) != "step":
                self._note_member(node, "state", held, UNKNOWN)
            return OptimizerState()
        self._note_member(node, name, held, optimizer.target)
        if name == "optimizer_def" and optimizer.definitions:
            first, *others = optimizer.definitions
            return replace(first, others=tuple(others))
        if name != "target" or not isinstance(optimizer.target, Model):
            return optimizer.target if name == "target" else UNKNOWN
        return replace(optimizer.target, source=self._source(node, held) if held is not None else "")

    def _source(self, node: Node, held: Node) -> str:
        """See `Model.source`: only what is handed over at once is surely the target of what the name means there."""
        outer = node.parent
        if outer is not None and outer.type == "keyword_argument":
            outer = outer.parent
        is_handed = outer is not None and outer.type == "argument_list"
        return self.place_of_name(self.reader.text(held)) if is_handed else ""

    def _note_member(
        self,
        node: Node,
        name: str,
        held: Node | None,
        target: Value,
        given: Node | None = None,
        whole: Node | None = None,
    ) -> None:
        if held is not None:
            self.reader.constructs.append(
                OptimizerMember(
                    **self._fields(node, whole or node),
                    name=name,
                    receiver=self.reader.span(held),
                    given=self.reader.span(given) if given is not None else None,
                    target=target,
                    as_array=_needs_array(node),
                )
            )

    def asked_of_unknown(self, node: Node, receiver: Value, name: str) -> None:
        """Note a member that optimizers have, asked of what may be one for all that is known."""
        unknown = isinstance(receiver, (Unknown, MaybeModule)) or (
            isinstance(receiver, Method) and isinstance(receiver.receiver, (Unknown, ParameterValue))
        )
        if unknown and name in _ONLY_OPTIMIZERS and self.reader.owner() is None:
            why = f"may be what `{self.reader.excerpt(node)}` is asked of, which can't be known"
            if name == "target":
                self.lost(self.reader.span(node), node, why)
            else:
                self.doubt(node, why)

    def called_on_unknown(self, node: Node, name: str) -> None:
        """Note an attribute that is called, of what can't be known, where some objects have a model by that name."""
        if (
            is_called(node)
            and self.reader.owner() is None
            and self.reader.module.fact(attribute_held(name)) is not None
        ):
            self.doubt(node, f"may be called as `{self.reader.excerpt(node)}`, of what can't be known")

    def asked_of_parameter(self, node: Node, name: str) -> None:
        """Note what optimizers alone have, asked of a parameter of which no caller tells what it is."""
        if name in ("apply_gradient", "optimizer_def") and self.reader.owner() is None:
            text = self.reader.excerpt(node)
            self.doubt(node, f"may be what `{text}` is asked of, where no caller tells what that is")

    def _method_of_optimizer(
        self, optimizer: Optimizer, name: str, site: CallSite, function: Node, held: Node
    ) -> Value:
        if name == "apply_gradient":
            self.applied(optimizer, name, site, held)
            return optimizer
        if name == "replace":
            target = only_argument(site, "target")
            given = site.arguments[0].value if target is not None else UNKNOWN
            self._note_member(function, name, held, given, target, site.node)
            return optimizer
        self._note_member(function, name, held, UNKNOWN, None, site.node)
        return optimizer if name in ("replicate", "unreplicate") else UNKNOWN

    def applied(self, optimizer: Optimizer, name: str, site: CallSite, held: Node) -> Sequence[Node]:
        """An optimizer is updated, or computes a gradient; the targets that a statement takes the result apart for."""
        left, targets = unpacked(site.node) or (None, ())
        applied = GradientApplied(
            **{**site.fields, "certain": True},
            name=name,
            optimizer=optimizer,
            receiver=self.reader.span(held),
            pattern=self.reader.span(left) if left is not None else None,
            targets=tuple(map(self.reader.span, targets)),
        )
        self.reader.constructs.append(replace(applied, declared=self._declared(applied)))
        return targets

    def _declared(self, applied: GradientApplied) -> str:
        """See `GradientApplied.declared`."""
        for definition in applied.optimizer.definitions:
            known = optimizer_of(definition.name)
            names = {p.name: p.new_name or p.name for p in known.parameters} if known is not None else {}
            for given in applied.hyper_parameters:
                if self.reader.module.fact(declares(names.get(given, given))) is not None:
                    return names.get(given, given)
        return ""

    def _created(self, definition: OptimizerDef, site: CallSite) -> Value:
        first = site.arguments[0] if site.arguments else None
        alone = len(site.arguments) == 1 and first is not None and not first.star
        alone = alone and first is not None and first.keyword in (None, "target")
        target = first.value if first is not None and alone else UNKNOWN
        if holds_models(target) and not isinstance(target, Model):
            self.lost(site.fields["token"], site.node, "is one of several that an optimizer updates together")
        span = first.value_span if first is not None and alone else None
        made = (found for found in self.reader.constructs if isinstance(found, ModelMade))
        self.reader.constructs.append(
            OptimizerCreate(
                **{**site.fields, "certain": True},
                target=target,
                target_span=span,
                is_made_here=any(found.span == span for found in made),
                nearby=self.nearby(),
            )
        )
        if isinstance(target, Model):
            target = replace(target, source="")
        return Optimizer(definition.alternatives, target if isinstance(target, (Model, OldParameters)) else UNKNOWN)


def _needs_array(node: Node) -> bool:
    """Whether an expression is asked for a member or an entry, raised or divided, as arrays alone always can be."""
    outer = node.parent
    while outer is not None and outer.type in ("parenthesized_expression", "unary_operator"):
        outer = outer.parent
    if outer is not None and outer.type == "binary_operator":
        return any(child.type in ("**", "/", "//", "%") for child in outer.children)
    return outer is not None and outer.type in ("attribute", "subscript") and outer.named_children[0] == node
