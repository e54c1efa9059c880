"""What `verify` says: equal, different and where, or why it could not be run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from linen_upgrade.cli.json_output import finding_object
from linen_upgrade.cli.reports import FileReport, ReportedFinding, plural
from linen_upgrade.cli.text_output import finding_text, printable, problem, write
from linen_upgrade.cli.verify_sentences import could_not_run, fails_today
from linen_upgrade.cli.verify_sides import Impossible, Side
from linen_upgrade.proof.worlds import DriverError

_MOST_DIFFERENCES = 3
"""Of a kind, so many are shown in the terminal; JSON has all."""
_MOST_FINDINGS = 4


@dataclass
class Verdict:
    """What a run of `verify` showed. `found` is what the driver of the new world gave."""

    before: Side | None
    after: Side | None
    found: Mapping[str, Any]
    findings: Sequence[ReportedFinding] = ()
    """Those of the old file."""
    error: str = ""
    """Why it could not be run."""
    left: FileReport | None = None
    """The findings that stand in the way."""
    cls: str = field(default="")

    def __post_init__(self) -> None:
        if self.before is None or self.after is None:
            return
        self.cls = self.before.cls
        failure = self.found.get("error")
        if not failure and not any(row["arrays"] for row in self.rows if row["what"].startswith("output")):
            self.error = f"nothing can be compared: {self.cls} gives no arrays"
        if failure and not fails_today(failure, self.after):
            self.error = could_not_run(failure, self.before, self.after)
            if failure["world"] == "new":
                self.left = self.after.reports.get(failure["file"] or self.after.place.home)

    @property
    def name(self) -> str:
        """`equal`, `different` or `failed`."""
        return "failed" if self.error else "different" if self.is_different else "equal"

    @property
    def is_different(self) -> bool:
        """Whether both could be run, and are not the same."""
        return not self.error and ("error" in self.found or any(row["differences"] for row in self.rows))

    @property
    def exit_code(self) -> int:
        """0 for equal, 1 for different, 2 where it could not be run."""
        return {"equal": 0, "different": 1, "failed": 2}[self.name]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What was compared, in the order in which it was."""
        return [row for row in self.found.get("rows", ()) if row["arrays"] or row["differences"]]

    @property
    def largest(self) -> dict[str, Any]:
        """The row with the largest difference."""
        return max(self.rows, key=lambda row: float(row["largest"]), default={"what": "", "at": "", "largest": 0.0})

    def first(self) -> dict[str, Any]:
        """The first place that differs: what, where in both files, how, and which findings rewrote it."""
        assert self.before is not None
        assert self.after is not None
        if failure := self.found.get("error"):
            sentence = could_not_run(failure, self.before, self.after)
            place = {"after": (failure["file"], failure["line"])} if failure["line"] else {}
            return self._placed({"what": "run", "path": "", "sentence": sentence, **place})
        row = next(row for row in self.rows if row["differences"])
        difference, inside = row["differences"][0], self.found.get("first")
        path = "/".join(difference["path"])
        if inside and not row["what"].startswith("initial"):
            if inside["what"]:
                return self._placed(inside)
            last = {**(inside["last"] or {}), "what": row["what"], "path": path, "sentence": difference["sentence"]}
            return self._placed({**last, "last": inside["last"]})
        scopes = ["/".join(difference["path"][:end]) for end in range(len(difference["path"]), 0, -1)]
        lines: dict[str, Any] = next(
            (self.found["lines"][scope] for scope in scopes if scope in self.found["lines"]), {}
        )
        return self._placed({"what": row["what"], "path": path, "sentence": difference["sentence"], **lines})

    def _placed(self, first: dict[str, Any]) -> dict[str, Any]:
        found = {name: first[name] for name in ("what", "path", "sentence")}
        for name, side in (("before", self.before), ("after", self.after)):
            if side is not None and name in first and first[name][1]:
                file, line = first[name]
                found[name] = {"file": side.shown_file(file), "line": line, "text": side.line(file, line)}
        if last := first.get("last"):
            found["equal_until"] = {"what": last["what"], "path": last["path"], "line": last["before"][1]}
        found["findings"] = self._rewritten(found)
        return found

    def _rewritten(self, first: dict[str, Any]) -> list[dict[str, Any]]:
        """The findings of the lines between the last that is equal and the first that is not."""
        line = first.get("before", {}).get("line", 0)
        since = min(first.get("equal_until", {}).get("line", line - 1) + 1, line)
        codes: dict[str, dict[str, Any]] = {}
        for finding in self.findings:
            if since <= finding.start[0] + 1 and finding.start[0] + 1 <= line:
                codes.setdefault(
                    finding.code, {"code": finding.code, "name": finding.name, "line": finding.start[0] + 1}
                )
        return list(codes.values())


def refusal(cls: str, error: Exception) -> Verdict:
    """The verdict where nothing could be run."""
    left = error.report if isinstance(error, Impossible) else None
    sentence = f"{cls} can't be run: {error.sentence}" if isinstance(error, DriverError) else str(error)
    return Verdict(None, None, {}, error=sentence, left=left, cls=cls)


def print_verdict(out: Console, errors: Console, verdict: Verdict) -> None:
    """Write a verdict for people."""
    if verdict.error:
        problem(errors, verdict.error)
        if verdict.left is not None:
            _print_left(errors, verdict.left)
        return
    for text in _verdict_texts(verdict):
        write(out, text)


def _print_left(errors: Console, left: FileReport) -> None:
    findings = [finding for finding in left.findings if finding.counts]
    for finding in findings[:_MOST_FINDINGS]:
        write(errors, finding_text(left.path, finding))
    if len(findings) > _MOST_FINDINGS:
        write(errors, f"and {len(findings) - _MOST_FINDINGS} more: `linen-upgrade fix` tells what is left and why")


def _verdict_texts(verdict: Verdict) -> Iterator[Text | str]:
    largest = verdict.largest
    if verdict.name == "equal":
        where = f" ({_where(largest)})" if largest["at"] else ""
        yield Text.assemble(
            (f"{verdict.cls} is equal", "bold green"),
            f": old and new differ by {_number(largest['largest'])} at most{where}.",
        )
    else:
        yield Text.assemble((f"{verdict.cls} is different", "bold red"), ".")
        yield ""
        yield from _first_texts(verdict.first())
    yield ""
    for label, side in (("before", verdict.before), ("after", verdict.after)):
        yield Text.assemble((f"  {label:<8}", "cyan"), _side(side, verdict, label))
    if verdict.rows:
        yield ""
        yield from _table(verdict.rows)
    for note in verdict.found.get("notes", ()):
        yield Text.assemble(("note: ", "blue"), printable(note))


def _first_texts(first: dict[str, Any]) -> Iterator[Text | str]:
    what = first["what"] if first["what"] == "run" else f"{first['what']} of {first['path']}"
    if first["what"] not in ("input", "output", "run"):
        what = f"{first['what']} {first['path']}"
    sentence = first["sentence"] if first["what"] == "run" else f"{what}: {first['sentence']}"
    yield Text.assemble(("  first   ", "cyan"), printable(sentence))
    for name in ("before", "after"):
        if name in first:
            place = f"{first[name]['file']}:{first[name]['line']}"
            yield Text.assemble(
                (f"  {name:<8}", "cyan"), (printable(place), "bold"), f"  {printable(first[name]['text'])}"
            )
    if until := first.get("equal_until"):
        yield f"  up to   the {until['what']} of {until['path']} (line {until['line']} of the old file) all is equal"
    for finding in first["findings"]:
        yield f"  rule    {finding['code']} {finding['name']} rewrites line {finding['line']} of the old file"


def _side(side: Side | None, verdict: Verdict, label: str) -> str:
    assert side is not None
    versions = verdict.found.get("versions", {}).get({"before": "old", "after": "new"}[label])
    world = f", in flax {versions['flax']} on jax {versions['jax']}" if versions else ""
    return f"{printable(side.shown)}{' ' + side.told if side.told else ''}{world}"


def _table(rows: Sequence[dict[str, Any]]) -> Iterator[Text | str]:
    width = max(len(row["what"]) for row in rows)
    yield Text(f"  {'compared':<{width}}  {'arrays':>6}  largest difference", "bold")
    for row in rows:
        line = f"  {row['what']:<{width}}  {row['arrays']:>6}  "
        if row["differences"]:
            yield Text.assemble(line, (f"different in {plural(len(row['differences']), 'place')}", "red"))
            for difference in row["differences"][:_MOST_DIFFERENCES]:
                yield f"  {'':<{width}}          {'/'.join(difference['path'])}: {printable(difference['sentence'])}"
            if (more := len(row["differences"]) - _MOST_DIFFERENCES) > 0:
                yield f"  {'':<{width}}          and {more} more"
        elif row["what"] == "draws":
            yield f"{line}change with key and layer, and as often"
        else:
            yield f"{line}{_number(row['largest'])}"


def _where(row: Mapping[str, Any]) -> str:
    return row["what"] if str(row["at"]).isdigit() else f"{row['what']} of {row['at']}"


def _number(value: float) -> str:
    return f"{value:.2g}" if value else "0"


def json_text(verdict: Verdict) -> str:
    """A verdict for programs: one object."""
    sides = {
        name: {"path": side.shown, "class": side.cls, "told": side.told}
        for name, side in (("before", verdict.before), ("after", verdict.after))
        if side is not None
    }
    left = verdict.left
    value = {
        "verdict": verdict.name,
        "class": verdict.cls,
        **sides,
        "versions": verdict.found.get("versions", {}),
        "largest": {name: verdict.largest[name] for name in ("what", "at", "largest")},
        "compared": verdict.rows,
        "first": verdict.first() if verdict.is_different else None,
        "notes": list(verdict.found.get("notes", ())),
        "error": verdict.error or None,
        "left": [finding_object(Path(left.path), finding) for finding in left.findings] if left else [],
    }
    return json.dumps(value, indent=2, ensure_ascii=True)
