"""What a rewrite may know of the file around it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from linen_upgrade.document import Document, Span, walk
from linen_upgrade.meaning import Roles, Signature, StatementMeaning
from linen_upgrade.meaning.constructs import (
    DetachedCall,
    ModuleCall,
    ModuleDefinition,
    PartialCall,
    SharedModuleCall,
    TransformCall,
)
from linen_upgrade.meaning.kept_states import KEEPERS, StateFacts
from linen_upgrade.meaning.module_values import stand_ins
from linen_upgrade.meaning.restoring import RestoreCall
from linen_upgrade.meaning.stand_ins import StandIn
from linen_upgrade.meaning.training_constructs import Lost
from linen_upgrade.meaning.training_values import holds_training
from linen_upgrade.meaning.values import Function, ModuleClass, Namespace, Value, module_classes
from linen_upgrade.rewriting.findings import FileFindings, LocatedFinding
from linen_upgrade.rewriting.names import FileNames
from linen_upgrade.rewriting.programs import Programs

K = TypeVar("K")
_AT_HOME = (Namespace, ModuleClass, Function)
_CALLERS = (ModuleCall, PartialCall, DetachedCall, SharedModuleCall, TransformCall, RestoreCall)


@dataclass(frozen=True, slots=True)
class Age:
    """How much of a file is pre-Linen Flax, and which files it imports."""

    uses_old_flax: bool
    stays_old: bool
    """Whether it has pre-Linen Flax left once all its findings are fixed."""
    lacking: Sequence[tuple[str, int]]
    """The names of `flax.nn` (with the bytes where they stand) that Linen lacks and that no rule rewrites."""
    uses: frozenset[str]
    uses_optimizers: Callable[[], bool]
    """Tells whether it has optimizers: those of old Flax, or optax's."""


class FileContext:
    """One state of one file, as rules see it while they decide and rewrite."""

    def __init__(
        self,
        home: str,
        document: Document,
        names: Mapping[str, Value],
        roles: Roles,
        found: FileFindings,
        code_base: FileContexts,
        age: Age,
    ) -> None:
        self.home, self.document, self.roles, self.code_base = home, document, roles, code_base
        self.kept, self.silenced = found.kept, found.silenced
        self.age = age
        self.findings = sorted([*found.kept, *found.unselected], key=lambda item: (item.span, item.finding.code))
        """Those that a fix may carry, whether selected or not."""
        self.names, self.values = FileNames(document, names), names
        self.newline, self._quote = _newline(document.source), _quote(document.source)
        self.otherwise: LocatedFinding | None = None
        """The finding whose construct a person wants rewritten in its rule's second way."""
        self._definitions = {
            f.finding.construct.module.name: f
            for f in self.findings
            if isinstance(f.finding.construct, ModuleDefinition)
        }

    @cached_property
    def width(self) -> int:
        """How long lines may be: as long as the longest of the file, within what is usual."""
        return min(max(80, *map(len, self.document.source.decode(errors="replace").splitlines() or [""])), 120)

    @cached_property
    def homes(self) -> frozenset[str]:
        """The files that the file's names come from."""
        return frozenset(value.home for value in self.values.values() if isinstance(value, _AT_HOME))

    def definition(self, owner: str) -> LocatedFinding | None:
        """The finding on the `apply` of a pre-Linen class of this file, by its name, or of any file, by its key.

        A class without one of its own has that of a base.
        """
        found = self._definitions.get(owner) or self.code_base.definition(owner)
        module = self.values.get(owner)
        if found is None and isinstance(module, ModuleClass):
            return next(self.bases_of(module), None)
        return found

    def definitions_of(self, callee: Value) -> Iterator[LocatedFinding]:
        """The findings on the `apply` of the own pre-Linen classes behind `callee`, inherited ones included."""
        for module in module_classes(callee):
            found = next(self.bases_of(module), None)
            if found is not None:
                yield found

    def bases_of(self, module: ModuleClass) -> Iterator[LocatedFinding]:
        """The findings on the `apply` of the own pre-Linen classes that a class inherits from, its own first."""
        for known in self.roles.ancestry(module):
            found = self.code_base.definition(known.key)
            if found is not None:
                yield found

    def heirs(self, module: ModuleClass) -> Sequence[LocatedFinding]:
        """The findings on the `apply` of the pre-Linen classes, in any file, that inherit from an own class."""
        return self.code_base.heirs.get(module.key, ())

    def signature(self, module: ModuleClass) -> Signature:
        """Fields and inputs of one of the file's own classes."""
        return self.roles.signature(module)

    @cached_property
    def _inside(self) -> dict[str | None, list[LocatedFinding]]:
        return _grouped(self.findings, lambda found: found.finding.owner)

    @cached_property
    def _about(self) -> dict[tuple[int, int], list[LocatedFinding]]:
        # Two statements of the same text share their constructs.
        return _grouped(self.findings, lambda found: (found.base, id(found.finding.construct)))

    @cached_property
    def _of_code(self) -> dict[str, list[LocatedFinding]]:
        return _grouped(self.findings, lambda found: found.finding.code)

    @cached_property
    def uncertain(self) -> Sequence[LocatedFinding]:
        """What would not be known for pre-Linen under a Linen import."""
        return [found for found in self.findings if not found.finding.construct.certain]

    def of_code(self, code: str) -> Sequence[LocatedFinding]:
        """All findings of one rule."""
        return self._of_code.get(code, ())

    def inside(self, owner: str) -> Sequence[LocatedFinding]:
        """Findings in a class of this file, its own included, silenced ones left out."""
        return self._inside.get(owner, ())

    def inside_heirs(self, module: ModuleClass) -> Iterator[LocatedFinding]:
        """Findings in the classes, of any file, that have the `apply` of an own class: they are old with it."""
        for heir in self.roles.heirs_without_apply(module):
            file = self.code_base.files.get(heir.home)
            yield from file.inside(heir.name) if file is not None else ()

    def about(self, finding: LocatedFinding) -> Sequence[LocatedFinding]:
        """All findings on the construct of one, itself included."""
        return self._about.get((finding.base, id(finding.finding.construct)), ())

    def callers(self, module: ModuleClass) -> Sequence[LocatedFinding]:
        """Old-form calls and partials, in any file, of an own class; also calls of partials of it."""
        return self.code_base.callers.get(module.key, ())

    def mentions(self, names: Collection[str]) -> bool:
        """Whether one of these names stands anywhere in the file: alone, behind a dot, or as a string."""
        for node in walk(self.document.tree.root_node):
            is_word = node.type in ("identifier", "string_content") and node.text is not None
            if is_word and (node.text or b"").decode(errors="replace") in names:
                return True
        return False

    def quoted(self, text: str) -> str:
        """A string literal that says `text`, in the file's own quotation marks."""
        return f"{self._quote}{text}{self._quote}"

    def text(self, finding: LocatedFinding, span: Span) -> str:
        """The source at a span that counts from the finding's statement."""
        return self.document.text(span.shifted(finding.base))

    def has_comment(self, finding: LocatedFinding, span: Span) -> bool:
        """Whether a comment stands in a span that counts from the finding's statement, which a rewrite could lose."""
        whole = span.shifted(finding.base)
        node = self.document.tree.root_node.descendant_for_byte_range(*whole)
        comments = (part for part in walk(node) if part.type == "comment") if node is not None else ()
        return any(whole.contains(Span(part.start_byte, part.end_byte)) for part in comments)

    def is_otherwise(self, finding: LocatedFinding) -> bool:
        """Whether a person wants a finding's construct rewritten in the second way."""
        chosen = self.otherwise
        return chosen is not None and chosen.base == finding.base and chosen.construct_span == finding.construct_span

    def indent(self, finding: LocatedFinding, offset: int) -> str:
        """The white space that begins the line of byte `offset` (counted from the finding's statement)."""
        start = finding.base + offset
        line = self.document.source.rfind(b"\n", 0, start) + 1
        text = self.document.source[line:start].decode(errors="replace")
        return text[: len(text) - len(text.lstrip())]


class FileContexts:
    """The contexts of all files that are looked at together, and what leads from one file to another."""

    def __init__(self) -> None:
        self.files: dict[str, FileContext] = {}
        self._calls: dict[tuple[str, int], Sequence[str]] = {}
        self._functions: dict[str, tuple[str, int]] = {}
        self._lost: list[tuple[str, int, Lost]] = []
        self._training: dict[tuple[str, int], Sequence[str]] = {}
        self._bound: dict[str, list[tuple[str, int]]] = {}
        self._states: dict[tuple[str, int], StateFacts] = {}
        self._homes_of_classes: dict[str, tuple[str, int]] = {}

    def add_statement(self, home: str, base: int, meaning: StatementMeaning, facts: Iterable[str]) -> None:
        """Take in what the statement at byte `base` of a file defines and calls, and hands on of training code.

        `facts` are those (by their keys) that it rests on.
        """
        if meaning.called:
            self._calls[home, base] = meaning.called
        for function in meaning.functions:
            self._functions[function] = home, base
        self._states[home, base] = meaning.states
        for defined in meaning.states.defines:
            self._homes_of_classes[defined] = home, base
        if meaning.is_training:
            self._training[home, base] = list(facts)
            for key, value in meaning.results:
                if holds_training(value):
                    self._bound.setdefault(key, []).append((home, base))
            self._lost += [(home, base, found) for found in meaning.constructs if isinstance(found, Lost)]

    @cached_property
    def programs(self) -> Programs:
        """The training programs of all files."""
        findings = (found for file in self.files.values() for found in file.findings)
        reads = {place: [p for key in keys for p in self._bound.get(key, ())] for place, keys in self._training.items()}
        uses = {home: file.age.uses for home, file in self.files.items()}
        return Programs(findings, self._lost, reads, self._calls, self._functions, uses)

    def in_called_functions(self, home: str, base: int) -> Iterator[LocatedFinding]:
        """The findings in the functions that the statement at byte `base` of a file calls, and in what those call."""
        for place in self._reached(home, base):
            yield from self._outside_classes.get(place, ())

    def classes_that_call(self, found: LocatedFinding) -> Sequence[LocatedFinding]:
        """The definitions of the classes that call, themselves or by others, the function that a finding stands in."""
        outside = found.finding.owner is None and found.finding.construct.function is not None
        return self._classes_by_function.get((found.home, found.base), ()) if outside else ()

    @cached_property
    def _classes_by_function(self) -> dict[tuple[str, int], list[LocatedFinding]]:
        classes: dict[tuple[str, int], list[LocatedFinding]] = {}
        for definition in self._definitions.values():
            for place in self._reached(definition.home, definition.base):
                classes.setdefault(place, []).append(definition)
        return classes

    def keeps_state(self, module: ModuleClass) -> bool:
        """Whether a module, or one that it makes, keeps a state, for all that the statements around them tell."""
        if module.builtin is not None:
            return module.builtin in KEEPERS
        seen, queue = set[tuple[str, int]](), [module.key, *module.ancestry]
        while queue:
            place = self._homes_of_classes.get(queue.pop())
            for home, base in [place, *self._reached(*place)] if place is not None else ():
                if (home, base) not in seen:
                    seen.add((home, base))
                    facts = self._states[home, base]
                    if facts.keeps:
                        return True
                    queue += facts.calls
        return False

    def _reached(self, home: str, base: int) -> Iterator[tuple[str, int]]:
        """The statements that define what the one at `base` calls, and what those call, itself left out."""
        seen, queue = {(home, base)}, [(home, base)]
        while queue:
            for key in self._calls.get(queue.pop(), ()):
                place = self._functions.get(key)
                if place is not None and place not in seen:
                    seen.add(place)
                    queue.append(place)
                    yield place

    @cached_property
    def _outside_classes(self) -> dict[tuple[str, int], list[LocatedFinding]]:
        found = (f for file in self.files.values() for f in file.findings if f.finding.owner is None)
        return _grouped(list(found), lambda f: (f.home, f.base))

    def leads(self, home: str, to: str) -> bool:
        """Whether a file imports another one, for all that its names tell, itself or by way of others."""
        seen, queue = {home}, [home]
        while queue:
            file = self.files.get(queue.pop())
            new = (file.homes if file is not None else frozenset()) - seen
            seen |= new
            queue += new
        return to in seen

    def add(self, file: FileContext) -> None:
        """Take a file in; all of them before the first question."""
        self.files[file.home] = file

    def definition(self, key: str) -> LocatedFinding | None:
        """The finding on the `apply` of a pre-Linen class, by its key."""
        return self._definitions.get(key)

    @cached_property
    def _definitions(self) -> dict[str, LocatedFinding]:
        found = (f for file in self.files.values() for f in file.findings)
        return {f.finding.construct.module.key: f for f in found if isinstance(f.finding.construct, ModuleDefinition)}

    @cached_property
    def partials(self) -> dict[str, LocatedFinding]:
        """The findings on `Module.partial` outside of module classes, by what tells their places."""
        found = (f for file in self.files.values() for f in file.of_code("LIN105"))
        return {f.finding.construct.made_at: f for f in found if f.finding.construct.made_at}

    @cached_property
    def stand_ins(self) -> dict[str, list[LocatedFinding]]:
        """The findings on the functions that stand for modules, by what names their places."""
        found = (f for file in self.files.values() for f in file.of_code("LIN103"))
        return _grouped(
            [f for f in found if isinstance(f.finding.construct, StandIn)], lambda f: f.finding.construct.place
        )

    @cached_property
    def stand_in_calls(self) -> dict[str, list[LocatedFinding]]:
        """The calls of what may be such a function, by what names its place."""
        calls: dict[str, list[LocatedFinding]] = {}
        for found in (f for file in self.files.values() for f in file.of_code("LIN103")):
            construct = found.finding.construct
            for function in stand_ins(construct.callee) if isinstance(construct, ModuleCall) else ():
                calls.setdefault(function.place, []).append(found)
        return calls

    @cached_property
    def heirs(self) -> dict[str, list[LocatedFinding]]:
        """The definitions of the classes that inherit from the class of a key."""
        heirs: dict[str, list[LocatedFinding]] = {}
        for key, found in self._definitions.items():
            for base in self.files[found.home].roles.ancestry(found.finding.construct.module):
                if base.key != key:
                    heirs.setdefault(base.key, []).append(found)
        return heirs

    @cached_property
    def callers(self) -> dict[str, list[LocatedFinding]]:
        """The calls and partials of the class of a key."""
        callers: dict[str, list[LocatedFinding]] = {}
        for file in self.files.values():
            for found in file.findings:
                construct = found.finding.construct
                if isinstance(construct, _CALLERS):
                    known = {d.finding.construct.module.key for d in file.definitions_of(construct.callee)}
                    for key in known:
                        callers.setdefault(key, []).append(found)
        return callers


def _grouped(findings: Sequence[LocatedFinding], key: Callable[[LocatedFinding], K]) -> dict[K, list[LocatedFinding]]:
    groups: dict[K, list[LocatedFinding]] = {}
    for found in findings:
        groups.setdefault(key(found), []).append(found)
    return groups


def _quote(source: bytes) -> str:
    """The quotation mark that a text has more of, docstrings aside; a single one where it has none."""
    double = source.count(b'"') - 3 * source.count(b'"""')
    return '"' if double > source.count(b"'") else "'"


def _newline(source: bytes) -> str:
    """The line break that a text uses first: what ends the lines that are added to it."""
    first = source.find(b"\n")
    return "\r\n" if first > 0 and source[first - 1 : first] == b"\r" else "\n"
