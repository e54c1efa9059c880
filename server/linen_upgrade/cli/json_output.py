"""Findings for programs: a list of objects, whose keys are a promise."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from linen_upgrade.cli.reports import FileReport, ReportedFinding
from linen_upgrade.cli.text_output import shown_path
from linen_upgrade.rules import RULES

_URLS = {rule.code: rule.url for rule in RULES}


def findings_json(reports: Iterable[FileReport]) -> str:
    """All findings of `reports` as JSON. Lines are zero-based, characters count UTF-16."""
    return _dumped([finding_object(report.path, finding) for report in reports for finding in report.findings])


def rules_json(rows: Iterable[dict[str, str]]) -> str:
    """The table of the rules as JSON."""
    return _dumped(list(rows))


def finding_object(path: Path, finding: ReportedFinding) -> dict[str, object]:
    """A finding of the file at `path`, as JSON has it."""
    return {
        "path": shown_path(path),
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "severity": finding.severity,
        "range": {"start": _position(finding.start), "end": _position(finding.end)},
        "applicability": finding.applicability,
        "reason": finding.reason,
        "url": _URLS.get(finding.code, ""),
    }


def _position(position: tuple[int, int]) -> dict[str, int]:
    return {"line": position[0], "character": position[1]}


def _dumped(value: object) -> str:
    # Only ASCII: whatever the terminal's encoding is, and whatever bytes a path has.
    return json.dumps(value, indent=2, ensure_ascii=True)
