"""Which submodules, parameters and states of a class have to move to `setup`, and whether they can.

Linen lets one method of a class be `@nn.compact`. What more than one method makes, and what another one makes than the
compact one, is made in `setup` under the names that the old parameter tree has.
"""

from __future__ import annotations

import ast
import keyword
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from linen_upgrade import flax_api
from linen_upgrade.document import Span
from linen_upgrade.meaning.class_names import snake_case
from linen_upgrade.meaning.constructs import Creation, Loop, MethodFacts, ModuleDefinition, Reads
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.recipes import recipe
from linen_upgrade.rules.setup_sources import Immovable, Sources, method_fields

Place = tuple[MethodFacts, Creation]


@dataclass(frozen=True)
class Moved:
    """What `setup` makes: where it is made now, the place that is copied first, and the attribute that it becomes."""

    places: tuple[Place, ...]
    attribute: str
    """'' where the name is computed."""
    name: str
    """The source of its name."""
    keeps_name: bool
    """Whether the attribute is called otherwise, so that the name has to be given."""
    loops: tuple[Loop, ...]
    replaced: tuple[tuple[str, str], ...]
    """Parameters of a helper, with the source of what all its callers give them."""


@dataclass(frozen=True)
class SetupPlan:
    """What becomes of a class's methods: which one is compact ('' for none), what moves, and why that fails."""

    compact: str
    moved: tuple[Moved, ...] = ()
    problem: str = ""


def setup_plan(definition: LocatedFinding, file: FileContext) -> SetupPlan:
    """The plan for a pre-Linen class, by the finding on its `apply`."""
    construct: ModuleDefinition = definition.finding.construct
    if not construct.module.methods and "setup" not in construct.module.members:
        return SetupPlan("apply")
    return _Planner(definition, file.code_base.files.get(definition.home, file)).plan()


def is_moved(finding: LocatedFinding, file: FileContext) -> bool:
    """Whether what a finding's construct makes has to move to `setup`."""
    for definition in class_around(finding, file):
        places = (place for moved in setup_plan(definition, file).moved for place in moved.places)
        return any(creation.span == finding.finding.construct.span for _, creation in places)
    return False


def class_around(finding: LocatedFinding, file: FileContext) -> Iterator[LocatedFinding]:
    """The class around a finding, if what it makes has to move to `setup`: in the new form it would not be known."""
    definition = file.definition(finding.finding.owner or "")
    if definition is not None:
        plan = setup_plan(definition, file)
        if plan.moved or plan.problem:
            yield definition


class _Planner:
    def __init__(self, definition: LocatedFinding, file: FileContext) -> None:
        self._definition, self._file = definition, file
        self._construct: ModuleDefinition = definition.finding.construct
        self._own = {facts.name: facts for facts in self._construct.methods}
        own = self._construct.module.key
        bases = file.bases_of(self._construct.module)
        self._bases = [base for base in bases if base.finding.construct.module.key != own]
        self._methods: dict[str, MethodFacts] = {}
        for base in (*reversed(self._bases), definition):
            self._methods.update({facts.name: facts for facts in base.finding.construct.methods})
        self._sources = Sources(definition, file)
        self._by_span = {
            f.finding.construct.span: f.finding.construct
            for f in file.inside(self._construct.module.name)
            if f.base == definition.base
        }

    def plan(self) -> SetupPlan:
        try:
            self._check_base()
            self._check_calls()
            self._check_heirs()
            inherited = self._beside_inherited()
            return inherited if inherited is not None else self._decide()
        except Immovable as error:
            return SetupPlan("apply", problem=str(error))

    def _reached(self, root: str) -> list[MethodFacts]:
        """A method and the helpers that it reaches."""
        found: dict[str, MethodFacts] = {}
        queue = [root]
        while queue:
            facts = self._methods.get(queue.pop())
            if facts is not None and facts.name not in found:
                found[facts.name] = facts
                queue += [name for name in facts.calls if self._role(name) == "helper"]
        return list(found.values())

    def _role(self, name: str) -> str:
        facts = self._methods.get(name)
        return facts.role if facts is not None else ""

    def _made_by(self, root: str) -> list[Place]:
        return [(facts, creation) for facts in self._reached(root) for creation in facts.creations]

    def _unseen(self, root: str) -> str:
        """A helper that a method reaches and that makes modules in a base without an `apply`; '' for none."""
        calls = (call for facts in self._reached(root) for call in facts.own_calls)
        return next((call.name for call in calls if call.makes and call.name not in self._methods), "")

    def _makes(self, root: str) -> bool:
        return bool(self._made_by(root) or self._unseen(root))

    def _check_base(self) -> None:
        """A base that is Linen already may make anything in `setup`."""
        inherits = "setup" in self._construct.module.members and "setup" not in self._own
        if inherits and any(facts.creations for facts in self._own.values()):
            raise Immovable("its base has a `setup`: see to it that no name is taken twice")

    def _check_calls(self) -> None:
        """A module method called through `self` made a module of its own, unless it makes nothing."""
        module = self._construct.module
        for facts in self._own.values():
            for name in facts.calls:
                parameters = module.method(name)
                if self._role(name) == "method" and (
                    self._made_by(name) or method_fields(module, parameters, self._file)
                ):
                    raise Immovable(
                        f"`{facts.self_name}.{name}(…)` in `{facts.name}` made a submodule `{name}_…` with parameters "
                        "of its own in the old API: a plain method in its place would use those of this module"
                    )

    def _check_heirs(self) -> None:
        helpers = {
            facts.name
            for root in self._roots()
            for facts in self._reached(root)
            if facts.role == "helper" and self._made_by(facts.name)
        }
        for heir in self._file.heirs(self._construct.module):
            again = helpers & {facts.name for facts in heir.finding.construct.methods}
            if again and any(root != "apply" and self._made_by(root) for root in self._roots()):
                name = heir.finding.construct.module.name
                raise Immovable(f"{name} has a `{min(again)}` of its own: what that makes belongs into its `setup`")

    def _roots(self) -> list[str]:
        return [name for name, facts in self._own.items() if facts.role in ("apply", "method")]

    def _beside_inherited(self) -> SetupPlan | None:
        """The plan of a class whose base has a `setup`; None for all others."""
        plans = [setup_plan(base, self._file) for base in self._bases]
        above = [moved for plan in plans for moved in plan.moved]
        if not above:
            return None
        if any(self._makes(root) for root in self._roots() if root != "apply"):
            raise Immovable("its base makes submodules in `setup`: give it a `setup` that calls `super().setup()`")
        names = {moved.name.strip("'\"") for moved in above}
        kinds = {moved.places[0][1].class_name for moved in above if moved.places[0][1].automatic}
        own = [creation for facts, creation in self._made_by("apply") if facts.name in self._own]
        for creation in own:
            name = _literal(creation.name)
            if (name is None or name in names) and (creation.name or creation.class_name in kinds):
                raise Immovable(
                    f"`{self._sources.text(creation)}` has a name that the `setup` of its base uses: "
                    "give it a `setup` that calls `super().setup()` and overrides that"
                )
        return SetupPlan("apply")

    def _decide(self) -> SetupPlan:
        makers = {root: self._made_by(root) for root in self._roots() if self._makes(root)}
        if not set(makers) - {"apply"}:
            return SetupPlan("apply")
        if len(makers) == 1:
            return SetupPlan(next(iter(makers)))
        if unseen := next(filter(None, map(self._unseen, makers)), ""):
            raise Immovable(f"`{unseen}` of its base makes submodules: write a `setup`")
        inline = makers.get("apply", [])
        moving = _distinct(place for root, made in makers.items() if root != "apply" for place in made)
        for facts, creation in moving:
            if facts.name not in self._own:
                raise Immovable(f"`{facts.name}` of its base makes submodules: write a `setup`")
            self._key(creation, facts)
        keys = {self._key(creation, facts) for facts, creation in moving}
        kinds = {creation.class_name for _, creation in moving if creation.automatic}
        for place in inline:
            facts, creation = place
            wanted = creation.class_name in kinds and not creation.name and creation.what == "call"
            if place not in moving and (wanted or _key_of(creation) in keys):
                self._key(creation, facts)
                moving.append(place)
        left = [place for place in inline if place not in moving]
        for _, creation in left:
            if any(_may_clash(creation, moved) for _, moved in moving):
                raise Immovable(
                    f"`{self._sources.text(creation)}` may get one of the names that `setup` takes: name it otherwise"
                )
        return SetupPlan("apply" if left else "", tuple(self._moved(moving)))

    def _key(self, creation: Creation, facts: MethodFacts) -> tuple[str, ...]:
        key = _key_of(creation)
        if creation.what == "open":
            raise Immovable(
                f"`{self._sources.text(creation)}` makes submodules that belong into `setup`: write that by hand"
            )
        if key is None:
            raise Immovable(
                f"`{self._sources.text(creation)}` in `{facts.name}` has an automatic name that can't be known: "
                "give it a `name`"
            )
        return key

    def _moved(self, places: list[Place]) -> Iterator[Moved]:
        groups: dict[tuple[str, ...], list[Place]] = {}
        for facts, creation in sorted(places, key=lambda place: (place[0].role != "apply", place[1].span.end)):
            groups.setdefault(self._key(creation, facts), []).append((facts, creation))
        taken = {*flax_api.RESERVED_NAMES, *self._own, *self._construct.module.members}
        taken |= set(self._file.signature(self._construct.module).field_names.values())
        for group in groups.values():
            loops, replaced = self._checked(group)
            first = group[0][1]
            attribute, keeps = _attribute(first, taken)
            taken.add(attribute)
            yield Moved(tuple(group), attribute, _name(first), keeps, loops, replaced)

    def _checked(self, group: list[Place]) -> tuple[tuple[Loop, ...], tuple[tuple[str, str], ...]]:
        """The loops that `setup` needs around one thing, and what it takes for parameters. Raises Immovable."""
        facts, creation = group[0]
        loops, replaced = self._needed(facts, creation)
        made = self._recipe(creation)
        for other_facts, other in group[1:]:
            other_loops, _ = self._needed(other_facts, other)
            if self._recipe(other) != made or _headers(other_loops) != _headers(loops):
                name = _name(creation) or "it"
                raise Immovable(f"{name} is made with other arguments in `{facts.name}` than in `{other_facts.name}`")
            if "#" in self._file.text(self._definition, other.span):
                raise Immovable(f"a comment stands in `{self._sources.text(other)}`, which `{facts.name}` makes too")
        if not all(place[0].self_name for place in group):
            raise Immovable(
                f"`{self._sources.text(creation)}` stands in a static method, which has no module to read it from"
            )
        if facts.self_name != self._construct.self_name:
            raise Immovable(f"`{facts.name}` and `apply` call the module by different names")
        return loops, replaced

    def _needed(self, facts: MethodFacts, creation: Creation) -> tuple[tuple[Loop, ...], tuple[tuple[str, str], ...]]:
        reads = [
            *self._constructor_reads(creation),
            *([creation.name_reads] if creation.name_reads is not None else []),
        ]
        loops = [loop for loop in creation.loops if any(set(loop.targets) & set(read.others) for read in reads)]
        known: set[str] = set()
        replaced: dict[str, str] = {}
        for loop in loops:
            if not loop.header or loop.reads is None:
                raise Immovable(f"`{self._sources.text(creation)}` stands in a loop that `setup` can't repeat")
            self._sources.check(loop.reads, known, facts, creation)
            known |= set(loop.targets)
        for read in reads:
            replaced.update(self._sources.check(read, known, facts, creation, in_constructor=True))
        return tuple(loops), tuple(sorted(replaced.items()))

    def _constructor_reads(self, creation: Creation) -> list[Reads]:
        spans = recipe(self._by_span.get(creation.span), self._definition, self._file).spans
        if spans is None:
            return [*creation.arguments, *([creation.callee] if creation.callee is not None else [])]
        reads = [read for read in creation.arguments if read.span in spans]
        callee = creation.callee
        return [*reads, callee] if callee is not None and creation.what in ("call", "shared") else reads

    def _recipe(self, creation: Creation) -> Any:
        """From what something is made, compared by content: the parameters of methods are fields of one class."""
        return recipe(self._by_span.get(creation.span), self._definition, self._file).made


def _distinct(places: Iterable[Place]) -> list[Place]:
    found: dict[Span, Place] = {}
    for place in places:
        found.setdefault(place[1].span, place)
    return list(found.values())


def _literal(source: str) -> str | None:
    """What a plain string literal says; None for anything else."""
    try:
        value = ast.literal_eval(source) if source else None
    except (SyntaxError, ValueError):
        return None
    return value if isinstance(value, str) else None


def _key_of(creation: Creation) -> tuple[str, ...] | None:
    """What tells one thing that a class makes from the others; None where that can't be known."""
    if creation.what == "dropout":
        return "dropout", str(creation.span)
    name = _literal(creation.name) or creation.automatic
    if name:
        return "name", name
    if creation.name and creation.loops:
        return ("computed", creation.name, *_headers(creation.loops))
    return None


def _may_clash(left: Creation, moved: Creation) -> bool:
    """Whether two things, not both of a name that is known, may have the same one."""
    first, second = _literal(left.name), _literal(moved.name) or moved.automatic
    if not left.name or (first is not None and second):
        return False
    begin, other = (first or _beginning(left.name)), (second or _beginning(moved.name))
    return begin.startswith(other) or other.startswith(begin)


def _beginning(source: str) -> str:
    """What a computed name surely begins with: the text of an f-string before its first value."""
    is_formatted = source[:1] in "fF" and source[1:2] in ("'", '"')
    return source[2:].partition("{")[0] if is_formatted else ""


def _headers(loops: Iterable[Loop]) -> tuple[str, ...]:
    return tuple(loop.header for loop in loops)


def _name(creation: Creation) -> str:
    """The source of a name, of an automatic one too."""
    return creation.name or (repr(creation.automatic) if creation.automatic else "")


def _attribute(creation: Creation, taken: set[str]) -> tuple[str, bool]:
    """The attribute for something that `setup` makes, and whether its name has to be given beside it."""
    name = _literal(creation.name) or creation.automatic
    if not name and creation.what != "dropout":
        return "", False
    if name.isidentifier() and not keyword.iskeyword(name) and name not in taken:
        return name, False
    attribute = name if name.isidentifier() else f"{snake_case(creation.class_name) or 'part'}_{name}"
    attribute = "".join(c if c.isalnum() else "_" for c in attribute).strip("_") or "part"
    while attribute in taken or keyword.iskeyword(attribute):
        attribute += "_"
    return attribute, creation.what != "dropout"
