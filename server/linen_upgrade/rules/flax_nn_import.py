"""LIN001: the import of `flax.nn`, in all its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

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
        """What would not be known for pre-Linen under the new import."""
        return file.uncertain

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
            return
        kept = [file.text(finding, m.span) for m in construct.members if m.path not in missing]
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
            if not flax_api.linen_has(m.path.removeprefix("flax.nn.")) and m.path != "flax.nn"
        ]

    def _in_use(self, name: str, file: FileContext) -> bool:
        return file.names.used(name)


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
