"""What is observed of a parameter of `apply`, and what kinds of observation there are.

Every span counts bytes from the beginning of the top-level statement.
"""

from __future__ import annotations

from dataclasses import dataclass

from linen_upgrade.document import Span
from linen_upgrade.meaning.ranks import Rank
from linen_upgrade.meaning.values import UNKNOWN, Value


class EvidenceKind:
    """Why a parameter of `apply` is taken for a field or for an input; strongest first within a kind."""

    ARRAY_USE = "array use"
    RECEIVES = "receives"
    HANDED_ON = "handed on"
    MODEL_CALL = "model call"
    CLASS_CALL = "class call"
    """A whole model run by its class (`CNN.init(key, x, …)`), which takes settings and inputs alike."""
    TOGETHER = "together"
    """One call may reach several own classes, so that their parameters of one name go to the same place."""
    DIFFERS = "differs"
    BOUND = "bound"
    CHOSEN = "chosen"
    """A person said so, in a comment behind the header of `apply`."""
    STAYS = "stays"
    """A setting of a method that can't be a field, for what a class does with that method or name."""
    HYPER_USE = "hyper-parameter use"
    OPERAND = "operand"
    THAWED_USE = "thawed use"
    """Used as a list or a dictionary can be, but not what Linen makes of them in a field."""
    TYPE_TEST = "type test"
    """Asked whether it is a list, a tuple or a dictionary."""
    WRITTEN_OUT = "written out"
    """Made part of a text."""
    ATTRIBUTE = "attribute"
    """Asked for an attribute, or (of the role '') an attribute of it changed as only a list or a dictionary can be."""
    RANK = "rank"
    """How many axes an argument has; of the parameter '()': what the class returns."""


PASSED = (EvidenceKind.RECEIVES, EvidenceKind.MODEL_CALL, EvidenceKind.CLASS_CALL, EvidenceKind.BOUND)
"""Kinds of evidence whose value is what a caller passes."""
BY_MODULES = (EvidenceKind.RECEIVES, EvidenceKind.BOUND)
"""Those of callers that are modules, or partials; the others are training code, which runs whole models."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One observation about parameter `parameter` of class `owner`."""

    owner: str
    parameter: str
    kind: str
    span: Span
    text: str
    """The source that shows it, one line, shortened."""
    value: Value = UNKNOWN
    """RECEIVES: what was passed. HANDED_ON: the own module class it was handed to."""
    target: str | None = None
    """HANDED_ON: the name of the parameter there."""
    role: str | None = None
    """HANDED_ON to a library module: 'input', 'field', 'either' (today's constructor and call both take it), or 'state'
    (an input by which attention decodes).
    THAWED_USE, TYPE_TEST: the type that the use is about; 'open' for a list or a dictionary, 'inner' for a part."""
    rank: Rank | None = None
    """RANK: what is known of it."""
