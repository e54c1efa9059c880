"""LIN002: the import of `flax.optim`, in all its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import ancestors, names, walk
from linen_upgrade.flax_api.optimizers import moved
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.optimizers import PACKAGE, OptimizerDefinition, OptimizerImport, OptimizerName
from linen_upgrade.meaning.training_constructs import OldType
from linen_upgrade.rewriting.actions import Action
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding, Severity
from linen_upgrade.rewriting.names import NeededImport
from linen_upgrade.rules.rule import SAFE, Rule, Verdict

_NO_OPTIMIZERS = (f"{PACKAGE}.OptimizerState",)
_TAKEN_BY = (OptimizerDefinition, OptimizerName, OldType)
"""Constructs that begin with a name of `flax.optim`, of which their rewrite leaves nothing."""


class FlaxOptimImport(Rule):
    """`from flax import optim` goes, with the last use of it."""

    code, name = "LIN002", "flax-optim-import"
    summary = "Import of flax.optim, which Flax 0.6 removed"
    severity = Severity.ERROR
    constructs = (OptimizerImport, OptimizerName)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """One finding for each statement, and for each mention of what is no optimizer and has no place today."""
        if isinstance(construct, OptimizerImport):
            yield self.finding(construct, "`flax.optim` no longer exists: optimizers are those of optax today")
        elif isinstance(construct, OptimizerName) and construct.path in _NO_OPTIMIZERS:
            yield self.finding(construct, f"`{construct.path}` no longer exists")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual while something of it is used that no fix takes away."""
        construct: OptimizerImport | OptimizerName = finding.finding.construct
        if isinstance(construct, OptimizerName):
            known = flax_api.name(construct.path)
            return Applicability.MANUAL, known.note.rstrip(".") if known is not None else ""
        if not construct.members:
            return Applicability.MANUAL, "what it imports can't be seen: name what is used"
        if construct.guarded:
            return Applicability.MANUAL, "what is done where it fails must go with it"
        if construct.has_comments:
            return Applicability.MANUAL, "comments stand among what it imports: remove it by hand"
        taken = _taken(file)
        for node in _uses(construct, file.document.tree.root_node):
            if node.start_byte not in taken:
                row = file.document.lines.row(node.start_byte) + 1
                text = (node.text or b"").decode(errors="replace")
                return Applicability.MANUAL, f"`{text}` is still used in line {row}: rewrite that first"
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """The uses, since none can stay without it."""
        construct, taken = finding.finding.construct, _taken(file)
        uses = _uses(construct, file.document.tree.root_node) if isinstance(construct, OptimizerImport) else ()
        for node in uses:
            if node.start_byte in taken:
                yield taken[node.start_byte]

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return "Remove the import of flax.optim"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """Nothing but imports: what moved is imported from where it is today."""
        construct: OptimizerImport = finding.finding.construct
        root, taken = file.document.tree.root_node, _taken(file)
        for member in construct.members:
            file.names.dropped.add(member.span.shifted(finding.base))
            today = moved(member.path)
            if today and any(node.start_byte not in taken for node in _named(root, member.binds)):
                module, _, name = today.rpartition(".")
                alias = member.binds if member.binds != name else None
                file.names.needed.add(NeededImport(module, name, alias))
            if member.path == PACKAGE and member.binds == "flax" and _needs_flax(root):
                file.names.needed.add(NeededImport("flax", None, None))
        yield from ()


def _taken(file: FileContext) -> Mapping[int, LocatedFinding]:
    """The findings that take a use away, by the byte where that begins."""
    from linen_upgrade.rules import rule

    mine = [found for found in file.findings if isinstance(found.finding.construct, _TAKEN_BY)]
    rewritten = (f for f in mine if rule(f.finding.code).verdict(f, file)[0] is not Applicability.MANUAL)
    return {found.construct_span.start: found for found in rewritten}


def _uses(construct: OptimizerImport, root: Node) -> Iterator[Node]:
    """The expressions that need what a statement imports, and lose it with the statement."""
    for member in construct.members:
        if member.binds == "flax" and member.path == PACKAGE:
            yield from (node for node in walk(root) if _is_package(node))
        elif not moved(member.path):
            yield from _named(root, member.binds)


def _named(root: Node, name: str) -> Iterator[Node]:
    """Where a name is read: with all that hangs on it by dots, if anything does."""
    for node in names(root):
        if node.text == name.encode() and not _is_in_import(node):
            outer = node
            while outer.parent is not None and outer.parent.child_by_field_name("object") == outer:
                outer = outer.parent
            yield outer


def _is_package(node: Node) -> bool:
    """Whether it is `flax.optim`, written out."""
    return node.type == "attribute" and node.text == PACKAGE.encode()


def _is_in_import(node: Node) -> bool:
    return any(outer.type in ("import_statement", "import_from_statement") for outer in ancestors(node))


def _needs_flax(root: Node) -> bool:
    """Whether `flax` is read but for `flax.optim`, with no other statement to import it."""
    others = [node for node in _named(root, "flax") if not (node.text or b"").startswith(PACKAGE.encode())]
    imports = (node for node in walk(root) if node.type == "import_statement")
    names_of = (name for node in imports for name in node.children_by_field_name("name"))
    again = [n for n in names_of if n.type == "dotted_name" and (n.text or b"").partition(b".")[0] == b"flax"]
    return bool(others) and all((n.text or b"").decode() == PACKAGE for n in again)
