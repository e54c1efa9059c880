"""`linen-upgrade fix`."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from linen_upgrade.cli import text_output
from linen_upgrade.cli.diff_output import print_diff
from linen_upgrade.cli.fix_summary import FixOutcome, summary
from linen_upgrade.cli.inspection import CodeBaseInspection, Refusal
from linen_upgrade.cli.reports import FileReport
from linen_upgrade.cli.run_files import reports_on_files, reports_on_stdin
from linen_upgrade.project.source_files import SourceError, check_writable, write_source
from linen_upgrade.project.work_tree import UncommittedChanges, WorkTreeError


@dataclass(frozen=True)
class FixOptions:
    """How to fix: what to take (`unsafe`), what to write (`diff`: nothing), and what to print."""

    diff: bool
    unsafe: bool
    allow_dirty: bool
    as_json: bool
    pin_names: bool = False


def fix(
    *, stdin: bool, paths: Sequence[Path], select: Sequence[str], ignore: Sequence[str], options: FixOptions
) -> int:
    """Fix `paths` (with `stdin`: standard input, called `paths[0]`, to standard output); gives the exit code."""
    run = _Run(options, to_stdout=stdin)

    def fixed(code_base: CodeBaseInspection) -> Iterator[FileReport]:
        return code_base.fix(options.unsafe, run.may_write, options.pin_names)

    if stdin:
        reports = iter([reports_on_stdin(paths[0], select, ignore, fixed)])
    else:
        reports = reports_on_files(paths, select, ignore, fixed, run.problem)
    known = list(reports)
    with _interrupted_later():  # once some files were written, what the others lack is no longer known
        for report in known:
            run.take(report)
        return run.finish()


@contextmanager
def _interrupted_later() -> Iterator[None]:
    """Let an interruption wait until all is done inside."""
    interrupted: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda number, _: interrupted.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if interrupted:
            raise KeyboardInterrupt


class _Run:
    """One run of `fix`: takes the files' reports one after the other."""

    def __init__(self, options: FixOptions, *, to_stdout: bool) -> None:
        self._options, self._to_stdout = options, to_stdout
        self._out, self._errors = text_output.console(), text_output.console(stderr=True)
        self._outcome, self._uncommitted = FixOutcome(), UncommittedChanges()
        self._reports: list[FileReport] = []

    def problem(self, sentence: str) -> None:
        """Tell what went wrong and count it."""
        self._outcome.failures += 1
        text_output.problem(self._errors, sentence)

    def may_write(self, path: Path) -> Refusal | None:
        """Why a file that would be changed has to stay as it is; None if it may be written."""
        if self._to_stdout or self._options.diff:
            return None
        try:
            check_writable(path)
            dirty = not self._options.allow_dirty and self._uncommitted.in_file(path)
        except (SourceError, WorkTreeError) as error:
            return Refusal(str(error))
        return Refusal("has uncommitted changes", uncommitted=True) if dirty else None

    def take(self, report: FileReport) -> None:
        """Write, print or leave one file as the options and its state want it."""
        report = report if report.problem else self._applied(report)
        if report.problem:
            self._outcome.failures += 1
            text_output.print_problems(self._errors, report)
        self._reports.append(replace(report, change=None))

    def finish(self) -> int:
        """Print the summary; gives the exit code."""
        for report in self._reports:
            if not report.problem:
                text_output.print_problems(self._errors, report)
        if self._options.as_json:
            from linen_upgrade.cli.json_output import findings_json

            text_output.write(self._out, findings_json(self._reports))
        text_output.write(
            self._for_summary(), summary(self._outcome, unsafe=self._options.unsafe, would=self._options.diff)
        )
        if self._options.diff and not self._outcome.failures:
            return int(bool(self._outcome.fixed))
        return self._outcome.exit_code

    def _applied(self, report: FileReport) -> FileReport:
        """The report on what is in the file now."""
        if self._to_stdout and not self._options.diff:
            self._print_text(report)
        elif report.change is not None and self._options.diff:
            print_diff(self._out, report.path, report.change)
        elif report.change is not None:
            try:
                write_source(report.path, report.change.old, report.change.new)
            except SourceError as error:
                return FileReport(report.path, report.change.before, problem=str(error))
        if report.uncommitted:
            self._outcome.add_uncommitted(report)
        else:
            self._outcome.add(report)
        return report

    def _for_summary(self) -> Console:
        """Where the summary goes: not where a text, a diff or JSON goes, which programs read."""
        return self._errors if self._to_stdout or self._options.diff or self._options.as_json else self._out

    def _print_text(self, report: FileReport) -> None:
        """Standard input's text, fixed or as it was, as the bytes that it came in."""
        content = report.change.stored if report.change is not None else report.stored
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
