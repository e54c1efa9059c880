"""Classes whose submodules have other automatic names in Linen, and where the old ones can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from tree_sitter import Node

from linen_upgrade.document import Span
from linen_upgrade.meaning.class_names import UNKNOWN_NAMES
from linen_upgrade.meaning.constructs import Construct, Creation, MethodFacts, ModuleDefinition
from linen_upgrade.meaning.numbering import AutomaticName, automatic_names, differ
from linen_upgrade.meaning.values import ModuleClass

Methods = Sequence[tuple[MethodFacts, Node]]


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a submodule is given its old automatic name: in front of byte `offset`, behind other arguments or not."""

    offset: int
    behind: bool
    text: str
    """What an automatic name begins with, `Dense_`."""
    number: str
    """The source of its number."""
    computed: bool
    """Whether that reads variables."""


@dataclass(frozen=True, slots=True)
class ChangedNames(Construct):
    """A pre-Linen class of whose submodules Linen names some otherwise.

    There are `pins` for all of them, or a `problem` with one, which stands at `problem_span`.
    """

    module: ModuleClass
    class_span: Span
    pins: tuple[Pin, ...]
    problem: str
    problem_span: Span
    example: tuple[str, str] | None
    """An old name and the one that Linen gives instead, where one is known."""


def changed_names(
    definition: ModuleDefinition,
    methods: Methods,
    base: int,
    text: Callable[[Node], str],
    source: Callable[[Span], str],
) -> ChangedNames | None:
    """What there is to say of the names of a class's submodules; None where Linen names them alike.

    `methods` come with their bodies; `text` and `source` give the source of nodes and of spans.
    """
    entries = list(automatic_names(methods, base, text))
    if not any(map(differ, entries)):
        return None
    found: dict[Span, AutomaticName] = {}
    clashing: AutomaticName | None = None
    for name in chain.from_iterable(entries):
        known = found.setdefault(name.creation.span, name)
        if known.old != name.old:
            clashing = name
    made = [creation for facts, _ in methods for creation in facts.creations if creation.taken is not None]
    problem, where = "", Span(0, 0)
    for creation in made:
        problem = _problem(creation, found.get(creation.span), _is_of(clashing, creation), source)
        if problem:
            where = creation.span
            break
    if not problem and (open_call := next((o for o in definition.obstacles if o.code == "LIN103"), None)):
        problem, where = f"`{open_call.text}` may make one too, for all that is known", open_call.span
    pins = () if problem else tuple(_pin(found[c.span], c) for c in {c.span: c for c in made}.values())
    return ChangedNames(
        token=definition.name_token,
        span=Span(definition.class_span.start, max(definition.header_end, definition.name_token.end)),
        owner=definition.owner,
        function=None,
        certain=True,
        module=definition.module,
        class_span=definition.class_span,
        pins=pins,
        problem=problem,
        problem_span=where,
        example=_example(chain.from_iterable(entries)),
    )


def _is_of(name: AutomaticName | None, creation: Creation) -> bool:
    """Whether it is that creation's name."""
    return name is not None and name.creation.span == creation.span


def _problem(creation: Creation, name: AutomaticName | None, clashes: bool, source: Callable[[Span], str]) -> str:
    """Why the old name of what is made can't be written; '' where it can."""
    if creation.taken == UNKNOWN_NAMES:
        return "makes submodules elsewhere, or has a name or none as it runs"
    if creation.taken is not None and not creation.taken[0] and creation.what != "shared":
        return "may be of several classes, each with a name of its own"
    if name is None:
        return "stands in a method that nothing here calls"
    if name.old is None or clashes:
        return "has a number that depends on what runs before it"
    if not name.nameable:
        return "has a number that depends on a loop around the call of its method"
    if any(source(argument.span).startswith("**") for argument in creation.arguments):
        return "takes `**`, which may hold a name"
    return ""


def _pin(name: AutomaticName, creation: Creation) -> Pin:
    assert creation.taken is not None
    assert name.old is not None
    behind = bool(creation.arguments)
    return Pin(
        offset=creation.arguments[-1].span.end if behind else creation.span.end - 1,
        behind=behind,
        text=f"{creation.taken[0]}_" if creation.taken[0] else "",
        number=name.old.source,
        computed=bool(name.old.terms),
    )


def _example(names: Iterable[AutomaticName]) -> tuple[str, str] | None:
    for name in names:
        taken = name.creation.taken
        known = name.old is not None and name.new is not None and not (name.old.terms or name.new.terms)
        if known and name.changes and taken is not None and taken[0]:
            assert name.old is not None
            assert name.new is not None
            return f"{taken[0]}_{name.old.source}", f"{taken[1]}_{name.new.source}"
    return None
