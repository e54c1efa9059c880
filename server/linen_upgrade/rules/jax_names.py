"""What the rules about JAX of 2020 share: imports that lose some of their names, and which files are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from linen_upgrade.document import Span
from linen_upgrade.flax_api import jax_names
from linen_upgrade.meaning.constructs import ImportedMember
from linen_upgrade.meaning.gone_names import GoneImport, GoneName
from linen_upgrade.rewriting.actions import Action, Change, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Finding, LocatedFinding, Severity
from linen_upgrade.rules.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class JaxRule(Rule):
    """A rule about names that JAX or NumPy lack today: on where pre-Linen Flax is used, and where it is selected."""

    severity = Severity.ERROR
    beside_old_flax = True

    def found_import(self, construct: GoneImport, told: Callable[[jax_names.GoneName], str]) -> Iterator[Finding]:
        """One finding on the imported names of which there is something to tell, '' where there is nothing."""
        said = [(member, told(found)) for member, found in gone_members(construct)]
        spans = [member.span for member, sentence in said if sentence]
        if spans:
            yield self.finding(construct, "; ".join(sentence for _, sentence in said if sentence), spans[0])


def gone_members(construct: GoneImport) -> Iterator[tuple[ImportedMember, jax_names.GoneName]]:
    """The imported names that are gone, each with what became of it."""
    for member in construct.members:
        found = jax_names.gone(member.path)
        if found is not None:
            yield member, found


def renamed(construct: GoneName, text: str) -> Change:
    """The change of a name to other source."""
    import libcst as cst

    def rename(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        return cst.parse_expression(text, done.module.config_for_parsing)

    return Change(construct.span, cst.Attribute if construct.is_attribute else cst.Name, rename)


def import_without(
    finding: LocatedFinding, file: FileContext, moved: dict[ImportedMember, str], dropped: Iterable[ImportedMember] = ()
) -> Iterator[Action]:
    """The import statement with some of its names imported from where they are today, by path, and some not at all."""
    construct: GoneImport = finding.finding.construct
    gone = {*moved, *dropped}
    kept = [file.text(finding, member.span) for member in construct.members if member not in gone]
    homes: dict[str, list[str]] = {construct.package: kept} if kept else {}
    for member, path in moved.items():
        home, _, name = path.rpartition(".")
        homes.setdefault(home, []).append(name if name == member.binds else f"{name} as {member.binds}")
    lines = [f"from {home} import {', '.join(names)}" for home, names in homes.items()]
    indent = file.newline + file.indent(finding, construct.statement.start)
    if lines:
        yield Replace(construct.statement, indent.join(lines))
    else:
        yield _removal(construct.statement, finding, file)


def _removal(statement: Span, finding: LocatedFinding, file: FileContext) -> Replace:
    """Takes an import statement away, its line too where nothing else stands there; a block keeps a `pass`."""
    source, end = file.document.source, finding.base + statement.end
    before = source[source.rfind(b"\n", 0, finding.base) + 1 : finding.base]
    line = source[end : len(source) if (found := source.find(b"\n", end)) < 0 else found]
    behind = line.lstrip()
    if statement.start or before or behind.startswith(b";"):
        return Replace(statement, "pass")
    goes = len(line) - len(behind) if behind else len(line) + (end + len(line) < len(source))
    return Replace(Span(statement.start, statement.end + goes), "")
