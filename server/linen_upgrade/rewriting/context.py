"""What a rewrite may know of the file around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from linen_upgrade.document import Document, Span
from linen_upgrade.meaning import Roles, Signature
from linen_upgrade.meaning.constructs import ModuleCall, ModuleDefinition, PartialCall
from linen_upgrade.meaning.values import ModuleClass, Value, module_classes
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rewriting.names import FileNames

K = TypeVar("K")


class FileContext:
    """One state of one file, as rules see it while they decide and rewrite."""

    def __init__(
        self,
        document: Document,
        names: Mapping[str, Value],
        roles: Roles,
        findings: Sequence[LocatedFinding],
        silenced: Sequence[LocatedFinding],
    ) -> None:
        """`findings` are those that a fix may carry, whether selected or not; `silenced` those that it must not."""
        self.document, self.roles, self.findings, self.silenced = document, roles, findings, silenced
        self.names = FileNames(document, names)
        self.bindings = names
        self.newline, self._quote = _newline(document.source), _quote(document.source)
        self._definitions = {
            f.finding.construct.module.name: f for f in findings if isinstance(f.finding.construct, ModuleDefinition)
        }

    def definition(self, owner: str) -> LocatedFinding | None:
        """The finding on the `apply` of a pre-Linen class of this file."""
        return self._definitions.get(owner)

    def definitions_of(self, callee: Value) -> Iterator[LocatedFinding]:
        """The findings on the `apply` of the own pre-Linen classes behind `callee`, inherited ones included."""
        for module in module_classes(callee):
            for name in self._ancestry(module):
                if name in self._definitions:
                    yield self._definitions[name]
                    break

    def bases_of(self, module: ModuleClass) -> Iterator[LocatedFinding]:
        """The findings on the `apply` of the own pre-Linen classes that a class inherits from."""
        return (self._definitions[name] for name in self._ancestry(module) if name in self._definitions)

    def heirs(self, module_name: str) -> Sequence[LocatedFinding]:
        """The findings on the `apply` of the pre-Linen classes that inherit from the own class of that name."""
        return self._heirs.get(module_name, ())

    def _ancestry(self, module: ModuleClass) -> Iterator[str]:
        """The names of an own class and of its bases in this file, nearest first."""
        current: Value | None = module
        while isinstance(current, ModuleClass) and current.builtin is None:
            yield current.name
            current = self.bindings.get(current.base) if current.base else None

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

    @cached_property
    def _heirs(self) -> dict[str, list[LocatedFinding]]:
        heirs: dict[str, list[LocatedFinding]] = {}
        for name, found in self._definitions.items():
            for base in self._ancestry(found.finding.construct.module):
                if base != name:
                    heirs.setdefault(base, []).append(found)
        return heirs

    @cached_property
    def _callers(self) -> dict[str | None, list[LocatedFinding]]:
        callers: dict[str | None, list[LocatedFinding]] = {}
        for found in self.findings:
            construct = found.finding.construct
            if isinstance(construct, (ModuleCall, PartialCall)):
                for owner in {known.finding.owner for known in self.definitions_of(construct.callee)}:
                    callers.setdefault(owner, []).append(found)
        return callers

    def of_code(self, code: str) -> Sequence[LocatedFinding]:
        """All findings of one rule."""
        return self._of_code.get(code, ())

    def inside(self, owner: str) -> Sequence[LocatedFinding]:
        """Findings in a class, its own included, silenced ones left out."""
        return self._inside.get(owner, ())

    def about(self, finding: LocatedFinding) -> Sequence[LocatedFinding]:
        """All findings on the construct of one, itself included."""
        return self._about.get((finding.base, id(finding.finding.construct)), ())

    def callers(self, module_name: str) -> Sequence[LocatedFinding]:
        """Old-form calls and partials, anywhere in the file, of an own class; also calls of partials of it."""
        return self._callers.get(module_name, ())

    def quoted(self, text: str) -> str:
        """A string literal that says `text`, in the file's own quotation marks."""
        return f"{self._quote}{text}{self._quote}"

    def text(self, finding: LocatedFinding, span: Span) -> str:
        """The source at a span that counts from the finding's statement."""
        return self.document.text(span.shifted(finding.base))

    def indent(self, finding: LocatedFinding, offset: int) -> str:
        """The white space that begins the line of byte `offset` (counted from the finding's statement)."""
        start = finding.base + offset
        line = self.document.source.rfind(b"\n", 0, start) + 1
        text = self.document.source[line:start].decode(errors="replace")
        return text[: len(text) - len(text.lstrip())]


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
