"""LIN602: submodules that Linen gives other automatic names than flax.nn did."""

from __future__ import annotations

from collections.abc import Iterator

from linen_upgrade.meaning.changed_names import ChangedNames
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.rewriting.actions import Action, Insert
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding, Severity
from linen_upgrade.rules.rule import SAFE, Rule, Verdict


class AutomaticNames(Rule):
    """`nn.Dense(x, 3)` becomes `nn.Dense(x, 3, name='Dense_1')`, where it was the second module of any class."""

    code, name = "LIN602", "automatic-name-changed"
    summary = "Class whose submodules Linen gives other automatic names than flax.nn did"
    severity = Severity.INFORMATION
    on_request = True
    constructs = (ChangedNames,)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """One finding for each pre-Linen class of which a name changes."""
        assert isinstance(construct, ChangedNames)
        example = f" (`{construct.example[0]}` is `{construct.example[1]}` today)" if construct.example else ""
        yield self.finding(
            construct,
            f"Linen gives submodules of `{construct.module.name}` other automatic names than flax.nn did{example}: "
            "old checkpoints have the old ones",
        )

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where one of the names can't be known, or others count on from them: some alone would clash."""
        construct: ChangedNames = finding.finding.construct
        if construct.problem:
            row = file.document.lines.row(finding.base + construct.problem_span.start) + 1
            text = file.text(finding, construct.problem_span).partition("(")[0]
            subject = "" if construct.problem.startswith("`") else f"`{text}(…)` in line {row} "
            return Applicability.MANUAL, f"{subject}{construct.problem}: {BY_CONVERSION}"
        heirs = [heir.finding.construct.module.name for heir in file.heirs(construct.module)]
        heirs += [heir.name for heir in file.roles.heirs_without_apply(construct.module)]
        if heirs:
            return Applicability.MANUAL, f"{min(heirs)} inherits from it and counts on from its names: {BY_CONVERSION}"
        return SAFE

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return f"Name the submodules of {finding.construct.module.name} as flax.nn did"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """Gives every submodule without a name the one that it had."""
        construct: ChangedNames = finding.finding.construct
        for pin in construct.pins:
            number = f"{{{pin.number}}}" if pin.computed else pin.number
            name = f"{'f' if pin.computed else ''}{file.quoted(pin.text + number)}"
            yield Insert(pin.offset, f"{', ' if pin.behind else ''}name={name}")


BY_CONVERSION = "convert old checkpoints with `linen-upgrade checkpoint`, or give all its submodules names by hand"
