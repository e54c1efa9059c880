"""LIN001: the import of `flax.nn`, in all its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Construct, ImportedMember, OldImport
from linen_upgrade.meaning.training_constructs import CacheUse, CollectionUse, Context, MemberHanded, ModelMade, OldType
from linen_upgrade.rewriting.actions import Action, Change, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding, Severity
from linen_upgrade.rules.rule import SAFE, Rule, Verdict
from linen_upgrade.rules.training import is_safe

_OF_TRAINING = (MemberHanded, ModelMade, Context, CollectionUse, CacheUse, OldType)
"""Constructs that begin with a name of `flax.nn` that Linen lacks."""


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
        construct: OldImport = finding.finding.construct
        left = [path.rpartition(".")[2] for path in self._missing(finding, file)]
        if left and len(left) == len(construct.members):
            known = (flax_api.name(member.path) for member in construct.members)
            notes = dict.fromkeys(old.note if old is not None else _NEVER_PUBLIC for old in known)
            return Applicability.MANUAL, f"Linen has no {', '.join(left)}: {' '.join(note for note in notes if note)}"
        path = _undeprecated(file.text(finding, construct.package))
        kept = flax_api.submodule_today(path) is not None and (construct.alias is not None or path not in _RENAMED)
        if construct.form == "module" and path in flax_api.old_submodules() and not kept:
            return Applicability.MANUAL, f"Linen has no `{path.rpartition('.')[2]}`: import what is used of it by name"
        return SAFE

    def verdict_alone(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Unsafe where nothing is gained but a file that uses what Linen lacks."""
        for path, offset in file.age.lacking:
            row = file.document.lines.row(offset) + 1
            return (
                Applicability.UNSAFE,
                f"Linen has no `{path.removeprefix('flax.nn.')}` (line {row}): rewrite that too",
            )
        for found in file.findings:
            construct = found.finding.construct
            of_optim = isinstance(construct, OldType) and not construct.path.startswith("flax.nn.")
            if isinstance(construct, _OF_TRAINING) and not of_optim and not is_safe(found, file):
                row = file.document.lines.row(found.span.start) + 1
                text = file.document.text(found.span)
                return Applicability.UNSAFE, f"Linen has no `{text}` (line {row}): rewrite that too"
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """What would not be known for pre-Linen under the new import, and the last uses of names that Linen lacks."""
        yield from file.uncertain
        construct: OldImport = finding.finding.construct
        missing = self._missing(finding, file)
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
        package = file.text(finding, construct.package)
        stays = self._missing(finding, file)
        today: dict[str, list[str]] = {}
        changed: list[tuple[Span, str]] = []
        for member in construct.members:
            text = file.text(finding, member.span)
            home, renamed = _today(package, member, text)
            if member.path not in stays:
                today.setdefault(home, []).append(renamed)
                changed += [(member.span, renamed)] if renamed != text else []
            elif self._in_use(member.binds, file):
                today.setdefault(package, []).append(text)
        if not stays and today.keys() <= {_linen_path(package)}:
            yield Replace(construct.package, _linen_path(package))
            yield from (Replace(span, text) for span, text in changed)
            return
        lines = [f"from {home} import {', '.join(today[home])}" for home in sorted(today, key=package.__eq__)]
        yield Replace(construct.statement, (file.newline + file.indent(finding, construct.statement.start)).join(lines))

    def _missing(self, finding: LocatedFinding, file: FileContext) -> list[str]:
        """Imported names that Linen lacks."""
        construct: OldImport = finding.finding.construct
        package = file.text(finding, construct.package)
        return [m.path for m in construct.members if m.path == _DECORATOR or not _today(package, m, "")[0]]

    def _in_use(self, name: str, file: FileContext) -> bool:
        """Whether a name is read where no fix takes it away."""
        from linen_upgrade.rules import rule

        fixed = {f.span for f in file.findings if rule(f.finding.code).verdict(f, file)[0] is not Applicability.MANUAL}
        return any(span not in fixed for span in _readings(file.document.tree.root_node, name.encode()))


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


_NEVER_PUBLIC = "It was never public: write what it did by hand."
_DECORATOR = "flax.nn.module"
"""What Linen has under that name is a Python module."""


_RENAMED = frozenset(
    path for path in flax_api.old_submodules() if flax_api.submodule_today(path) not in (None, path.rpartition(".")[2])
)


def _undeprecated(path: str) -> str:
    return path.replace("flax.deprecated.nn", "flax.nn", 1)


def _linen_path(path: str) -> str:
    """`flax.deprecated.nn.linear` as `flax.linen.linear`, and a submodule that has another name today by that."""
    old = _undeprecated(path)
    today = flax_api.submodule_today(old)
    return f"flax.linen.{today}" if today is not None else old.replace("flax.nn", "flax.linen", 1)


def _today(package: str, member: ImportedMember, text: str) -> tuple[str, str]:
    """Which package has an imported name today, '' for none, and how the import names it."""
    old, name = _undeprecated(package), member.path.removeprefix("flax.nn.")
    if member.path in flax_api.old_submodules():
        submodule = flax_api.submodule_today(member.path)
        renamed = f"{submodule} as {member.binds}" if member.path in _RENAMED and submodule != member.binds else text
        return ("flax.linen" if submodule is not None else ""), renamed
    submodule = flax_api.submodule_today(old)
    bare = text.partition(" ")[0] or name.rpartition(".")[2]
    if submodule is not None and old not in _RENAMED and flax_api.linen_has(f"{submodule}.{bare}"):
        return f"flax.linen.{submodule}", text
    if flax_api.linen_has(name):
        return _linen_path(member.path.rpartition(".")[0]), text
    builtin = flax_api.module(name)
    if builtin is not None:
        return _linen_path(old), f"{builtin.new_name} as {member.binds}"
    return ("flax.linen" if member.path == "flax.nn" else ""), text


def _use(span: Span) -> Change:
    import libcst as cst

    def switch(node: cst.CSTNode, done: object) -> cst.CSTNode:
        assert isinstance(node, cst.Attribute)
        value = node.value
        if isinstance(value, cst.Attribute) and value.attr.value == "deprecated":
            value = value.value
        return node.with_changes(value=value, attr=cst.Name("linen"))

    return Change(span, cst.Attribute, switch)
