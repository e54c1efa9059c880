"""How `fix` ends: what was fixed, what is left and why, and what to do next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from linen_upgrade.cli.reports import FileReport, ReportedFinding, plural
from linen_upgrade.cli.text_output import joined, printable, shown_path
from linen_upgrade.rules import rule

_MOST_LINE_NUMBERS = 6
_MOST_CLASSES = 5
_LABELS = {"safe": "not fixed", "unsafe": "unsafe fix", "manual": "no fix"}


@dataclass
class FixOutcome:
    """What came of every file of a run."""

    fixed: dict[Path, dict[str, int]] = field(default_factory=dict)
    """Findings fixed by file and code."""
    left: dict[Path, tuple[ReportedFinding, ...]] = field(default_factory=dict)
    """Findings that stay, by file."""
    uncommitted: dict[Path, tuple[ReportedFinding, ...]] = field(default_factory=dict)
    """Findings of the files that were not written because of uncommitted changes."""
    failures: int = 0
    renamed: list[str] = field(default_factory=list)
    """Classes, upgraded, whose submodules have other automatic names now."""

    def add(self, report: FileReport) -> None:
        """Count a file that was fixed as far as it can be, or had nothing to fix."""
        if report.change is not None:
            self.fixed[report.path] = report.change.fixed
            self.renamed += report.renamed
        if report.findings:
            self.left[report.path] = report.findings

    def add_uncommitted(self, report: FileReport) -> None:
        """Count a file that could be fixed but must not be written."""
        self.uncommitted[report.path] = report.findings

    @property
    def exit_code(self) -> int:
        """0 where everything is fixed, 1 where findings are left (information aside), 2 where a file failed."""
        left = (*self.left.values(), *self.uncommitted.values())
        return 2 if self.failures else int(any(finding.counts for findings in left for finding in findings))


def summary(outcome: FixOutcome, *, unsafe: bool, would: bool) -> str:
    """The whole summary. `unsafe`: unsafe fixes were taken too; `would`: nothing was written, it was only asked for."""
    sections = [
        *_fixed(outcome, would),
        *_left(outcome, would),
        *_uncommitted(outcome),
    ]
    if not sections:
        return "Nothing to upgrade."
    steps = list(_next_steps(outcome, unsafe=unsafe, would=would))
    return "\n".join([*sections, *(["Next:", *(f"  - {step}" for step in steps)] if steps else [])])


def _fixed(outcome: FixOutcome, would: bool) -> Iterable[str]:
    if outcome.fixed:
        count = sum(sum(codes.values()) for codes in outcome.fixed.values())
        yield f"{'Would fix' if would else 'Fixed'} {plural(count, 'finding')} in {plural(len(outcome.fixed), 'file')}:"
    for path, codes in outcome.fixed.items():
        yield f"  {_name(path)}: " + ", ".join(f"{n} × {code}" if n > 1 else code for code, n in sorted(codes.items()))


def _left(outcome: FixOutcome, would: bool) -> Iterable[str]:
    if outcome.left:
        count = sum(map(len, outcome.left.values()))
        verb = "Would leave" if would else "Left"
        yield f"{verb} {plural(count, 'finding')} in {plural(len(outcome.left), 'file')}:"
    for path, findings in outcome.left.items():
        yield f"  {_name(path)}:"
        alike: defaultdict[tuple[str, str, str], list[ReportedFinding]] = defaultdict(list)
        for finding in findings:
            alike[finding.code, finding.applicability, finding.reason].append(finding)
        for (code, applicability, reason), group in sorted(alike.items()):
            why = f": {printable(reason)}" if reason else ""
            yield f"    {code} in {_line_numbers(group)} ({_LABELS[applicability]}){why}"


def _uncommitted(outcome: FixOutcome) -> Iterable[str]:
    if outcome.uncommitted:
        yield f"Left alone {plural(len(outcome.uncommitted), 'file')} with uncommitted changes:"
    for path, findings in outcome.uncommitted.items():
        yield f"  {_name(path)}: {plural(len(findings), 'finding')}"


def _next_steps(outcome: FixOutcome, *, unsafe: bool, would: bool) -> Iterable[str]:
    left = [finding for findings in outcome.left.values() for finding in findings]
    kinds = Counter(finding.applicability for finding in left)
    if outcome.uncommitted:
        yield "Commit or stash the uncommitted changes and run this again, or pass `--allow-dirty`."
    if kinds["unsafe"] and not unsafe:
        them = "The unsafe fix is" if kinds["unsafe"] == 1 else f"The {kinds['unsafe']} unsafe fixes are"
        yield f"{them} there to be reviewed: `linen-upgrade fix --unsafe-fixes --diff` shows them."
    if kinds["manual"]:
        code = next(finding.code for finding in left if finding.applicability == "manual")
        yield f"What has no fix is done by hand: `linen-upgrade explain {code}` tells how."
    asked = sorted({f.code for f in left if f.applicability == "safe" and rule(f.code).on_request})
    if asked:
        yield f"{', '.join(asked)} is fixed only on request: `linen-upgrade fix --pin-names`."
    if outcome.renamed:
        classes = sorted(set(outcome.renamed))
        more = [f"{len(classes) - _MOST_CLASSES} more"] if len(classes) > _MOST_CLASSES else []
        listed = joined([*classes[:_MOST_CLASSES], *more])
        yield (
            f"Linen names submodules of {listed} otherwise than flax.nn did, so old checkpoints don't load as they "
            "are: convert them with `linen-upgrade checkpoint`, or upgrade the old code with `--pin-names` "
            "(`linen-upgrade explain LIN602`)."
        )
    if outcome.fixed and not would:
        yield "Read the changes, and run your tests on today's Flax."


def _line_numbers(findings: list[ReportedFinding]) -> str:
    rows = sorted({finding.start[0] + 1 for finding in findings})
    if len(rows) == 1:
        return f"line {rows[0]}"
    shown = [str(row) for row in rows[:_MOST_LINE_NUMBERS]]
    more = len(rows) - len(shown)
    return "lines " + joined([*shown, f"{more} more"] if more else shown)


def _name(path: Path) -> str:
    return printable(shown_path(path))
