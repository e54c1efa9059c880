"""What one file gives: plain values that travel between processes and know how to be neither text nor JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from linen_upgrade.project.source_files import SourceText


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of source under a finding's range, a long one cut; `row` is zero-based.

    `start` and `end` are where the range lies in `text`, in code points.
    """

    row: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """One finding, ready to be shown. Positions are zero-based lines and UTF-16 characters."""

    code: str
    name: str
    message: str
    severity: str
    start: tuple[int, int]
    end: tuple[int, int]
    applicability: str
    reason: str
    """Why the fix is unsafe, or what to do where there is none; empty for a safe one."""
    column: int
    """The one-based code point at which it begins, as terminals and compilers count."""
    lines: tuple[SourceLine, ...]

    @property
    def counts(self) -> bool:
        """Whether it makes `check` exit 1."""
        return self.severity != "information"


@dataclass(frozen=True)
class FileReport:
    """What `check` or `fix` has to say of one file."""

    path: Path
    findings: tuple[ReportedFinding, ...] = ()
    """What is there; after a fix, what is left."""
    remarks: tuple[str, ...] = ()
    problem: str = ""
    """Why nothing could be done with the file: a sentence without its name."""
    change: Change | None = None
    stored: bytes = b""
    """The bytes of a text that nothing was changed in."""
    uncommitted: bool = False
    """Whether `fix` left it alone because of uncommitted changes."""
    renamed: tuple[str, ...] = ()
    """Classes whose upgrade gives submodules other automatic names."""


@dataclass(frozen=True)
class Change:
    """What `fix` would make of a file."""

    old: SourceText
    new: bytes
    """The fixed text in UTF-8."""
    stored: bytes
    """The fixed file's bytes, in the encoding of the old one."""
    fixed: dict[str, int]
    """How many findings of each code are gone."""
    before: tuple[ReportedFinding, ...]
    """The findings of the unfixed file."""


@dataclass
class Totals:
    """Sums over the files of a run."""

    files: int = 0
    files_with_findings: int = 0
    findings: int = 0
    applicability: Counter[str] = field(default_factory=Counter)
    counting: int = 0
    failures: int = 0

    def add(self, report: FileReport) -> None:
        """Count one file; one with a problem is a failure and nothing else."""
        if report.problem:
            self.failures += 1
            return
        self.files += 1
        self.files_with_findings += bool(report.findings)
        self.findings += len(report.findings)
        self.applicability.update(finding.applicability for finding in report.findings)
        self.counting += sum(finding.counts for finding in report.findings)

    @property
    def exit_code(self) -> int:
        """0 where nothing was found but information, 1 with findings, 2 where a file failed."""
        return 2 if self.failures else 1 if self.counting else 0


def plural(count: int, noun: str) -> str:
    """`1 finding`, `2 findings`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
