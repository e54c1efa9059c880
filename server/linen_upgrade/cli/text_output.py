"""Findings as people read them in a terminal: the place, the sentence, the source line with the range marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from linen_upgrade.cli.reports import FileReport, ReportedFinding, SourceLine, Totals, plural

_TAB = 4
_COLOURS = {"error": "red", "warning": "yellow", "information": "blue"}


def console(*, stderr: bool = False) -> Console:
    """A console that colours where the terminal, NO_COLOR and FORCE_COLOR say so, and never wraps or guesses."""
    return Console(stderr=stderr, highlight=False, emoji=False, markup=False, soft_wrap=True)


def write(to: Console, text: Text | str = "") -> None:
    """Write a line (or several); the plain way is ten times the faster one."""
    if to.color_system is None:
        to.file.write((text.plain if isinstance(text, Text) else text) + "\n")
    else:
        to.print(text)


def shown_path(path: Path) -> str:
    """`path` as a person would write it here: relative to the current folder where it lies in it."""
    if not path.is_absolute():
        return str(path)
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def finding_text(path: Path, finding: ReportedFinding) -> Text:
    """One finding: `path:line:column: CODE message`, the source under it, and what to know of its fix."""
    colour = _COLOURS[finding.severity]
    row, width = finding.start[0] + 1, len(str(finding.lines[-1].row + 1))
    text = Text()
    text.append(printable(shown_path(path)), "bold").append(f":{row}:{finding.column}: ")
    text.append(finding.code, f"bold {colour}").append(f" {printable(finding.message)}\n")
    text.append(f"{'':{width}} |\n", "cyan")
    for line in finding.lines:
        source, carets = _marked(line)
        text.append(f"{line.row + 1:{width}} | ", "cyan").append(source + "\n")
        text.append(f"{'':{width}} | ", "cyan").append(carets + "\n", colour)
    if finding.reason:
        kind = "unsafe fix" if finding.applicability == "unsafe" else "no fix"
        text.append(f"{'':{width}} = ", "cyan").append(f"{kind}: {printable(finding.reason)}\n")
    return text


def _marked(line: SourceLine) -> tuple[str, str]:
    """The source line as it can be shown, and the line of carets for under it."""
    before = _shown(line.text[: line.start], 0)
    at = cell_len(before)
    marked = _shown(line.text[line.start : line.end], at)
    after = _shown(line.text[line.end :], at + cell_len(marked))
    return before + marked + after, " " * at + "^" * max(1, cell_len(marked))


def _shown(text: str, cell: int) -> str:
    """`text`, which begins at `cell`, with tabs as spaces and without what would move a terminal's cursor."""
    pieces = []
    for character in text:
        piece = " " * (_TAB - cell % _TAB) if character == "\t" else printable(character)
        pieces.append(piece)
        cell += cell_len(piece)
    return "".join(pieces)


def printable(text: str) -> str:
    """`text` with a sign in place of every control and formatting character: source must not command a terminal."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(character) in ("Cc", "Cf") else character for character in text)


def check_summary(totals: Totals) -> str:
    """The last line of `check`."""
    if not totals.findings:
        return f"Nothing to upgrade in {plural(totals.files, 'file')}." if totals.files else ""
    sentence = f"{plural(totals.findings, 'finding')} in {plural(totals.files_with_findings, 'file')}"
    if safe := totals.applicability["safe"]:
        sentence += f", {safe} fixable with `linen-upgrade fix`"
    if unsafe := totals.applicability["unsafe"]:
        sentence += f", {unsafe} {'more ' if safe else ''}with `linen-upgrade fix --unsafe-fixes`"
    return sentence


def print_findings(to: Console, report: FileReport) -> None:
    """All findings of one file, a blank line after each."""
    for finding in report.findings:
        write(to, finding_text(report.path, finding))


def print_problems(to: Console, report: FileReport) -> None:
    """What went wrong with a file, or else the remarks on it, one sentence a line."""
    path = printable(shown_path(report.path))
    if report.problem:
        problem(to, f"{path}: {report.problem}")
    for remark in report.remarks if not report.problem else ():
        write(to, Text.assemble(("note: ", "blue"), f"{path}: {printable(remark)}"))


def problem(to: Console, sentence: str) -> None:
    """Something that went wrong."""
    write(to, Text.assemble(("error: ", "bold red"), printable(sentence)))


def joined(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last
