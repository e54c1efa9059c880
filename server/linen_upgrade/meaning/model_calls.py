"""Calls of whole models by training code, of those that are known and of what may be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Evidence, EvidenceKind
from linen_upgrade.meaning.plain_objects import PlainObjectReader
from linen_upgrade.meaning.training_kinds import Model, WrappedModel
from linen_upgrade.meaning.values import Array, Literal, Value, module_classes

if TYPE_CHECKING:
    from linen_upgrade.meaning.module_calls import CallSite


class ModelCallReader(PlainObjectReader):
    """The part of call reading that concerns models of training code."""

    def may_be_model(self, site: CallSite) -> None:
        """Training code calls what it was handed with an array and a switch: a whole model, for all that is known."""
        if self.reader.owner() is None and site.arguments and not site.arguments[0].keyword:
            self.unknown_model(site, switches=True)

    def unknown_model(self, site: CallSite, switches: bool = False) -> None:
        """A whole model is called whose class can't be known: what it is told by keyword, all classes may be told.

        `switches` leaves out what is no literal True or False.
        """
        for argument, node in site.passed:
            if argument.keyword and (not switches or argument.value == Literal("bool")):
                span, text = self.reader.span(node), self.reader.excerpt(site.node)
                evidence = Evidence("", argument.keyword, EvidenceKind.MODEL_CALL, span, text, value=argument.value)
                self.reader.evidence.append(evidence)

    def model_call(self, callee: Model | WrappedModel, site: CallSite) -> Value:
        """A model is called, itself or by what JAX made of it."""
        base = callee.base if isinstance(callee, Model) else callee.model.base
        self.received(base, site.passed, EvidenceKind.MODEL_CALL)
        if not any(module_classes(base)):
            self.unknown_model(site)
        if isinstance(callee, WrappedModel):
            return self.training.called_wrapped(callee, site)
        self.training.called(callee, site)
        return Array(certain=True)
