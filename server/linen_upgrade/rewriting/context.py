"""What a rewrite may know of the file around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linen_upgrade.document import Document, Span
from linen_upgrade.meaning import Roles, Signature
from linen_upgrade.meaning.constructs import ModuleCall, ModuleDefinition, PartialCall
from linen_upgrade.meaning.values import ModuleClass, Value, module_classes
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rewriting.names import FileNames


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

    def heirs(self, module_name: str) -> Iterator[LocatedFinding]:
        """The findings on the `apply` of the pre-Linen classes that inherit from the own class of that name."""
        for name, found in self._definitions.items():
            if name != module_name and module_name in self._ancestry(found.finding.construct.module):
                yield found

    def _ancestry(self, module: ModuleClass) -> Iterator[str]:
        """The names of an own class and of its bases in this file, nearest first."""
        current: Value | None = module
        while isinstance(current, ModuleClass) and current.builtin is None:
            yield current.name
            current = self.bindings.get(current.base) if current.base else None

    def signature(self, module: ModuleClass) -> Signature:
        """Fields and inputs of one of the file's own classes."""
        return self.roles.signature(module)

    def inside(self, owner: str) -> Iterator[LocatedFinding]:
        """Findings in a class, its own included, silenced ones left out."""
        return (f for f in self.findings if f.finding.owner == owner)

    def callers(self, module_name: str) -> Iterator[LocatedFinding]:
        """Old-form calls and partials, anywhere in the file, of an own class; also calls of partials of it."""
        for found in self.findings:
            construct = found.finding.construct
            if isinstance(construct, (ModuleCall, PartialCall)) and self.reaches(construct.callee, module_name):
                yield found

    def reaches(self, callee: Value, module_name: str) -> bool:
        """Whether calling `callee` may call the own class of that name, or one that inherits its `apply`."""
        return any(found.finding.owner == module_name for found in self.definitions_of(callee))

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


def _quote(source: bytes) -> str:
    """The quotation mark that a text has more of, docstrings aside; a single one where it has none."""
    double = source.count(b'"') - 3 * source.count(b'"""')
    return '"' if double > source.count(b"'") else "'"


def _newline(source: bytes) -> str:
    """The line break that a text uses first: what ends the lines that are added to it."""
    first = source.find(b"\n")
    return "\r\n" if first > 0 and source[first - 1 : first] == b"\r" else "\n"
