"""Fields that Linen freezes: a list becomes a tuple in an instance, a dictionary a FrozenDict, however deep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from linen_upgrade.meaning.constructs import PASSED, Evidence, EvidenceKind
from linen_upgrade.meaning.values import Collected, Container, Function, Literal, Parameter, ParameterValue, Value

CHANGES = {
    **dict.fromkeys(("append", "extend", "insert", "remove", "sort", "reverse"), "list"),
    **dict.fromkeys(("update", "setdefault", "popitem"), "dict"),
    **dict.fromkeys(("pop", "clear", "copy"), "open"),
}
"""Methods that a tuple or a FrozenDict lacks or that do something else there, with what has them: 'open' for both."""
TYPES = ("list", "tuple", "dict")
_USES = (EvidenceKind.THAWED_USE, EvidenceKind.TYPE_TEST, EvidenceKind.WRITTEN_OUT, EvidenceKind.ATTRIBUTE)
_TODAY = {"dict": "FrozenDict", "list": "tuple"}
"""What Linen makes of an object of a class that derives from these."""
_KEPT = {"dict": ("get", "items", "keys", "values", "copy", "pop"), "list": ("count", "index")}
"""What can be asked of it all the same. What it lacks of a dictionary's or a list's own is seen as a use of that."""

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
        passed = list(_passed(ParameterValue(owner, parameter.name), parameter, lookup, set()))
        doubts += _doubts_of_classes(parameter.name, uses, passed)
        uses = [use for use in uses if use.kind != EvidenceKind.ATTRIBUTE]
        types = {_type(value) for value in passed} or {""}
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


def _passed(
    target: ParameterValue, parameter: Parameter | None, lookup: Lookup, seen: set[ParameterValue]
) -> Iterator[Value]:
    """What a parameter may be given: by callers, who may hand on what they are given themselves, or as its default."""
    seen.add(target)
    for item in lookup(target.owner, target.name):
        if item.kind not in PASSED:
            continue
        value = item.value
        known: list[Value] = []
        if isinstance(value, ParameterValue) and value not in seen:
            known = list(_passed(value, None, lookup, seen))
        yield from known or [value]
    if parameter is not None and parameter.default is not None:
        yield parameter.default_value


def _doubts_of_classes(name: str, uses: Iterable[Evidence], passed: Iterable[Value]) -> Iterator[str]:
    """Uses of objects whose class Linen does not keep."""
    for value in dict.fromkeys(v for v in passed if isinstance(v, Collected)):
        today = _TODAY.get(value.kind)
        for use in uses:
            if today is None and use.kind == EvidenceKind.ATTRIBUTE and use.role == "":
                yield f"`{use.text}` may find a tuple where a list was, or a FrozenDict, in the {value.name} `{name}`"
            elif today is not None and (use.kind != EvidenceKind.ATTRIBUTE or use.role not in _KEPT[value.kind]):
                yield f"`{use.text}` finds a {today} in `{name}`, no `{value.name}`: let that class be no {value.kind}"


def _type(value: Value) -> str:
    return value.type if isinstance(value, (Literal, Container)) else ""
