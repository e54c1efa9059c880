"""The verdict on the parameters of a class: which are fields and which are inputs, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from linen_upgrade import flax_api
from linen_upgrade.document import free_name
from linen_upgrade.meaning.evidence_kinds import Evidence, EvidenceKind
from linen_upgrade.meaning.frozen_fields import Thawing
from linen_upgrade.meaning.values import Parameter, ParameterKind

LocatedEvidence = tuple[Evidence, int, str]
"""An observation, the zero-based line that it was made on, and the file."""


@dataclass(frozen=True, slots=True)
class Role:
    """The verdict on one parameter.

    `row` is the zero-based line of the evidence, None where none was needed; `home` its file, '' for a lone one.
    """

    is_input: bool
    reason: str
    row: int | None = None
    home: str = ""
    loose: bool = False
    """Whether an input could as well be a field: it is a flag that ends where today's constructor takes it too."""

    def __str__(self) -> str:
        """`field: bound in `CNN.partial(width=8)`, train.py line 12`."""
        file = f"{self.home} " if self.home else ""
        place = f", {file}line {self.row + 1}" if self.row is not None else ""
        return f"{'input' if self.is_input else 'field'}: {self.reason}{place}"


@dataclass(frozen=True)
class Signature:
    """A class's parameters, each with its role and, for fields, its name today."""

    parameters: tuple[Parameter, ...]
    roles: Mapping[str, Role]
    field_names: Mapping[str, str]
    by_keyword: bool
    """Whether fields have to be given by keyword, since the class inherits others before them."""
    thawing: Thawing = field(default_factory=Thawing)

    def is_input(self, name: str) -> bool:
        """Whether the parameter of that old name is given at the call."""
        role = self.roles.get(name)
        return role is not None and role.is_input

    @property
    def fields(self) -> tuple[Parameter, ...]:
        """The parameters that go to the constructor, in the order of the fields: a dataclass wants defaults last."""
        fields = tuple(p for p in self.parameters if not self.is_input(p.name) and not is_catch_all(p))
        return fields if self.by_keyword else tuple(sorted(fields, key=lambda field: field.default is not None))

    @property
    def inputs(self) -> tuple[Parameter, ...]:
        """The parameters that stay with the call, in order."""
        return tuple(p for p in self.parameters if self.is_input(p.name))

    @property
    def own_fields(self) -> tuple[Parameter, ...]:
        """The fields that the class itself has to say, without those that its base gives it."""
        return tuple(field for field in self.fields if not field.owner)

    @property
    def idle(self) -> tuple[str, ...]:
        """A `**kwargs` through which nothing but fields of the base came."""
        return tuple(p.name for p in self.parameters if is_catch_all(p) and not self.is_input(p.name))


def is_catch_all(parameter: Parameter) -> bool:
    """Whether it is a `**kwargs`."""
    return parameter.kind is ParameterKind.VAR_KEYWORD


_PHRASES = {
    EvidenceKind.ARRAY_USE: "used as only an array can be in `{}`",
    EvidenceKind.RECEIVES: "given `{}` by a caller",
    EvidenceKind.HANDED_ON: "handed on as `{}`",
    EvidenceKind.MODEL_CALL: "passed when the whole model is called, `{}`",
    EvidenceKind.CLASS_CALL: "passed when the whole model is called, `{}`",
    EvidenceKind.DIFFERS: "given another value in `{}` than in other calls of one shared module",
    EvidenceKind.BOUND: "bound as `{}`",
    EvidenceKind.CHOSEN: "as `{}` says",
    EvidenceKind.STAYS: "an argument of a method that `{}` has another use or name for",
    EvidenceKind.HYPER_USE: "used as a setting in `{}`",
    EvidenceKind.OPERAND: "an operand in `{}`",
}


def because(is_input: bool, item: LocatedEvidence) -> Role:
    """The verdict that an observation gives."""
    evidence, row, home = item
    phrase = _PHRASES[evidence.kind]
    if is_input and evidence.kind in (EvidenceKind.RECEIVES, EvidenceKind.BOUND):
        phrase = "given the array `{}` by a caller"
    return Role(is_input, phrase.format(evidence.text), row, home)


def field_names(parameters: Sequence[Parameter], roles: Mapping[str, Role], taken: Collection[str]) -> dict[str, str]:
    """Names of fields: none may be one that a Linen module owns, or one of `taken`, what the class calls its parts."""
    used = {*taken, *(p.name for p in parameters)}
    names = {}
    for parameter in parameters:
        if roles[parameter.name].is_input:
            continue
        name = parameter.name
        if name in flax_api.RESERVED_NAMES or name in taken:
            flag = parameter.default in ("True", "False") and name in ("bias", "scale")
            name = free_name(f"use_{name}" if flag and f"use_{name}" not in used else f"{name}_", used)
        names[parameter.name] = name
    return names
