"""`linen-upgrade check`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from linen_upgrade.cli import text_output
from linen_upgrade.cli.inspection import CodeBaseInspection
from linen_upgrade.cli.reports import FileReport, Totals
from linen_upgrade.cli.run_files import reports_on_files, reports_on_stdin


def check(
    *, stdin: bool, paths: Sequence[Path], select: Sequence[str], ignore: Sequence[str], output_format: str
) -> int:
    """Print the findings in `paths` (with `stdin`: in standard input, called `paths[0]`); gives the exit code."""
    out, errors = text_output.console(), text_output.console(stderr=True)
    totals, kept, remarks = Totals(), list[FileReport](), list[FileReport]()

    def problem(sentence: str) -> None:
        totals.failures += 1
        text_output.problem(errors, sentence)

    if stdin:
        reports = iter([reports_on_stdin(paths[0], select, ignore, CodeBaseInspection.check)])
    else:
        reports = reports_on_files(paths, select, ignore, CodeBaseInspection.check, problem)
    for report in reports:
        totals.add(report)
        if output_format == "json":
            kept.append(report)
        else:
            text_output.print_findings(out, report)
        if report.problem:
            text_output.print_problems(errors, report)
        elif report.remarks:
            remarks.append(report)
    for report in remarks:
        text_output.print_problems(errors, report)
    if output_format == "json":
        from linen_upgrade.cli.json_output import findings_json

        text_output.write(out, findings_json(kept))
    elif summary := text_output.check_summary(totals):
        text_output.write(out, summary)
    if not totals.files and not totals.failures:
        text_output.write(errors, f"No Python files in {text_output.joined(map(str, paths))}.")
    return totals.exit_code
