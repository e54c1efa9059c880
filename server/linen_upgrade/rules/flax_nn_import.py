"""LIN001: the import of `flax.nn`, in all its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Construct, OldImport
from linen_upgrade.rewriting.actions import Action, Change, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding, Severity
from linen_upgrade.rules.rule import SAFE, Rule, Verdict


class FlaxNnImport(Rule):
    """`from flax import nn` becomes `from flax import linen as nn`."""

    code, name = "LIN001", "flax-nn-import"
    summary = "Import of flax.nn, which Flax 0.4 removed"
    severity = Severity.ERROR
    constructs = (OldImport,)
    follows_classes = True
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """One finding for each import statement, and for each `flax.nn` written out."""
        assert isinstance(construct, OldImport)
        found = self.finding(construct, "`flax.nn` no longer exists: it is `flax.linen` today")
        yield replace(found, construct_span=construct.statement)

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual while names that Linen lacks are imported by name and still used."""
        left = [path.rpartition(".")[2] for path, span in self._missing(finding, file) if span is not None]
        if left and len(left) == len(finding.finding.construct.members):
            return Applicability.MANUAL, f"Linen has no {', '.join(left)}: see what their own findings say"
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """What would not be known for pre-Linen under the new import, and the last uses of names that Linen lacks."""
        yield from file.uncertain
        construct: OldImport = finding.finding.construct
        missing = {path for path, _ in self._missing(finding, file)}
        for member in construct.members:
            if member.path in missing and not self._in_use(member.binds, file):
                spans = set(_readings(file.document.tree.root_node, member.binds.encode()))
                yield from (f for f in file.findings if f.span in spans)

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return "Switch the import to flax.linen only"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        construct: OldImport = finding.finding.construct
        if construct.form == "use":
            yield _use(construct.span)
        elif construct.form == "from":
            bound = construct.alias or "nn"
            yield Replace(construct.span, "linen" if bound == "linen" else f"linen as {bound}")
            if file.text(finding, construct.package) != "flax":
                yield Replace(construct.package, "flax")
        elif construct.form == "module":
            yield Replace(construct.package, _linen_path(file.text(finding, construct.package)))
        else:
            yield from self._members(finding, construct, file)

    def _members(self, finding: LocatedFinding, construct: OldImport, file: FileContext) -> Iterator[Action]:
        package = _linen_path(file.text(finding, construct.package))
        missing = {path for path, _ in self._missing(finding, file)}
        if not missing:
            yield Replace(construct.package, package)
            for member in construct.members:
                if _today(member.path):
                    yield Replace(member.span, f"{_today(member.path)} as {member.binds}")
            return
        kept = [
            f"{_today(m.path)} as {m.binds}" if _today(m.path) else file.text(finding, m.span)
            for m in construct.members
            if m.path not in missing
        ]
        stays = [
            file.text(finding, m.span) for m in construct.members if m.path in missing and self._in_use(m.binds, file)
        ]
        lines = [f"from {package} import {', '.join(kept)}"] if kept else []
        if stays:
            lines.append(f"from {file.text(finding, construct.package)} import {', '.join(stays)}")
        yield Replace(construct.statement, (file.newline + file.indent(finding, construct.statement.start)).join(lines))

    def _missing(self, finding: LocatedFinding, file: FileContext) -> list[tuple[str, Span | None]]:
        """Imported names that Linen lacks."""
        construct: OldImport = finding.finding.construct
        return [
            (m.path, m.span)
            for m in construct.members
            if m.path != "flax.nn"
            and (m.path == _DECORATOR or not (flax_api.linen_has(m.path.removeprefix("flax.nn.")) or _today(m.path)))
        ]

    def _in_use(self, name: str, file: FileContext) -> bool:
        """Whether a name is read where no fix takes it away."""
        from linen_upgrade.rules import rule

        fixed = {f.span for f in file.findings if rule(f.finding.code).verdict(f, file)[0] is not Applicability.MANUAL}
        return any(span not in fixed for span in _readings(file.document.tree.root_node, name.encode()))


def _today(path: str) -> str:
    """What a class is called today that Linen lacks by its old name; '' for all others."""
    name = path.removeprefix("flax.nn.")
    builtin = flax_api.module(name)
    return builtin.new_name if builtin is not None and not flax_api.linen_has(name) else ""


def _readings(root: Node, name: bytes) -> Iterator[Span]:
    """Where a name stands outside import statements and behind no dot."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "identifier" and node.text == name:
            yield Span(node.start_byte, node.end_byte)
        skipped = node.child_by_field_name("attribute") if node.type == "attribute" else None
        if node.type not in ("import_statement", "import_from_statement"):
            stack.extend(child for child in node.named_children if child != skipped)


_DECORATOR = "flax.nn.module"
"""What Linen has under that name is a Python module."""


def _linen_path(path: str) -> str:
    """`flax.deprecated.nn.linear` as `flax.linen.linear`."""
    return path.replace("flax.deprecated.nn", "flax.linen", 1).replace("flax.nn", "flax.linen", 1)


def _use(span: Span) -> Change:
    import libcst as cst

    def switch(node: cst.CSTNode, done: object) -> cst.CSTNode:
        assert isinstance(node, cst.Attribute)
        value = node.value
        if isinstance(value, cst.Attribute) and value.attr.value == "deprecated":
            value = value.value
        return node.with_changes(value=value, attr=cst.Name("linen"))

    return Change(span, cst.Attribute, switch)
