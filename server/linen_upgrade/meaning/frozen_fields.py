"""Fields that Linen freezes: a list becomes a tuple in an instance, a dictionary a FrozenDict, however deep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from linen_upgrade.meaning.constructs import PASSED, Evidence, EvidenceKind
from linen_upgrade.meaning.values import Container, Function, Literal, Parameter, Value

CHANGES = {
    **dict.fromkeys(("append", "extend", "insert", "remove", "sort", "reverse"), "list"),
    **dict.fromkeys(("update", "setdefault", "popitem"), "dict"),
    **dict.fromkeys(("pop", "clear", "copy"), "open"),
}
"""Methods that a tuple or a FrozenDict lacks or that do something else there, with what has them: 'open' for both."""
TYPES = ("list", "tuple", "dict")
_USES = (EvidenceKind.THAWED_USE, EvidenceKind.TYPE_TEST, EvidenceKind.WRITTEN_OUT)

Lookup = Callable[[str, str], Iterable[Evidence]]
"""All observations about a parameter, by the key of its class or function and its name."""


@dataclass(frozen=True)
class Thawing:
    """Which fields a body has to begin with copies of, so that it finds in them what it used to."""

    copies: Mapping[str, str] = field(default_factory=dict)
    """By old name: the source of a copy, with `{}` where the field goes."""
    doubts: tuple[str, ...] = ()
    """What can't be known, for people."""


def thawing(owner: str, fields: Sequence[Parameter], lookup: Lookup) -> Thawing:
    """Look through how the body uses each of its fields."""
    copies: dict[str, str] = {}
    doubts: list[str] = []
    for parameter in fields:
        uses = list(_uses(owner, parameter.name, lookup, set()))
        if not uses:
            continue
        types = _types(parameter, lookup(owner, parameter.name))
        wanted = {want for use in uses if (want := _wanted(use, types)) is not None}
        if len(wanted) == 1 and "" not in wanted:
            made = f"{wanted.pop()}({{}})"
            copies[parameter.name] = f"None if {{}} is None else {made}" if "None" in types else made
        elif wanted:
            text = next((use.text for use in uses if _wanted(use, types) == ""), uses[0].text)
            doubts.append(f"`{text}` may find a tuple in `{parameter.name}` where a list was, or a FrozenDict")
    return Thawing(copies, tuple(doubts))


def _uses(owner: str, name: str, lookup: Lookup, seen: set[tuple[str, str]]) -> Iterator[Evidence]:
    """Uses that tell a list from a tuple, in functions too that it is handed to."""
    if (owner, name) in seen:
        return
    seen.add((owner, name))
    for evidence in lookup(owner, name):
        if evidence.kind in _USES:
            yield evidence
        elif evidence.kind == EvidenceKind.HANDED_ON and isinstance(evidence.value, Function) and evidence.target:
            yield from _uses(evidence.value.key, evidence.target, lookup, seen)


def _wanted(use: Evidence, types: set[str]) -> str | None:
    """What a use wants the field to be: 'list', 'dict', '' where that can't be known, None where it does not matter."""
    known = types - {"None"}
    frozen = known & {"list", "dict"}
    if use.role == "inner":
        return "" if use.kind != EvidenceKind.WRITTEN_OUT else None
    if use.kind == EvidenceKind.WRITTEN_OUT:
        return None if not frozen else known.pop() if len(known) == 1 else ""
    if use.kind == EvidenceKind.TYPE_TEST:
        # Who asks for a list expects some to be passed, whatever the callers that can be seen do.
        if "" in known or (use.role in ("list", "dict") and use.role not in known):
            return ""
        return None if not frozen else known.pop() if len(known) == 1 else ""
    if use.role == "list":
        return "list"
    # An object with the methods of a dictionary may be none, and is not frozen then.
    return known.pop() if len(known) == 1 and known <= {"list", "dict"} else ""


def _types(parameter: Parameter, evidence: Iterable[Evidence]) -> set[str]:
    """The types that a field may be given; '' among them if one of them is not known."""
    values = [item.value for item in evidence if item.kind in PASSED]
    if parameter.default is not None:
        values.append(parameter.default_value)
    return {_type(value) for value in values} or {""}


def _type(value: Value) -> str:
    return value.type if isinstance(value, (Literal, Container)) else ""
