"""Findings as the protocol's diagnostics: ready-made JSON, of which a keystroke changes little.

What a diagnostic says depends on its finding alone and is turned into JSON once, as long as the analysis keeps the
finding's tuple. Where it is depends on the row of its statement; a statement that stayed where it was is not looked
at again at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lsprotocol.types import DiagnosticSeverity, DiagnosticTag

from linen_upgrade.analysis import StatementFindings
from linen_upgrade.lsp.client import Client
from linen_upgrade.lsp.links import FileLinks, is_linked, related
from linen_upgrade.rewriting.findings import Finding, Severity
from linen_upgrade.rules import RULES

SOURCE = "linen-upgrade"
_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error.value,
    Severity.WARNING: DiagnosticSeverity.Warning.value,
    Severity.INFORMATION: DiagnosticSeverity.Information.value,
}
_PAGES = {rule.code: rule.url for rule in RULES}


@dataclass(frozen=True)
class Surroundings:
    """The links of all files of a code base, and how their URIs are found; the same object while they stay."""

    links: Mapping[str, FileLinks] = field(default_factory=dict)
    uri: Callable[[str], str] = str


NOTHING_AROUND = Surroundings()


class _Tails(NamedTuple):
    """What follows after the ranges of a statement's diagnostics; `around` is None where it says nothing of others."""

    findings: Sequence[Finding]
    tails: list[str]
    around: Surroundings | None


class DiagnosticWriter:
    """Writes the diagnostics of one text, time and again, for a client that understands what `client` says."""

    def __init__(self, client: Client, home: str = "") -> None:
        self._client, self._home = client, home
        self._around = NOTHING_AROUND
        # By the identity of a statement's tuples, which are kept here so that it stays theirs.
        self._tails: dict[int, _Tails] = {}
        self._written: dict[tuple[int, int], tuple[StatementFindings, bytes]] = {}

    def write(self, statements: Sequence[StatementFindings], around: Surroundings = NOTHING_AROUND) -> bytes:
        """The list of `Diagnostic` for the findings of a text, as JSON in UTF-8."""
        if around is not self._around:
            self._around = around
            self._forget_linked()
        written, tails, pieces = {}, {}, []
        for statement in statements:
            identity = id(statement.findings)
            key = (identity, statement.row)
            found = self._written.get(key)
            if found is None or found[0].positions is not statement.positions:
                found = (statement, self._statement(statement).encode())
            written[key] = found
            tails[identity] = self._tails[identity]
            pieces.append(found[1])
        self._written, self._tails = written, tails
        return b"[%s]" % b",".join(pieces)

    def _forget_linked(self) -> None:
        """Write anew what names places in other statements and files."""
        stale = {identity for identity, tails in self._tails.items() if tails.around is not None}
        self._tails = {identity: tails for identity, tails in self._tails.items() if identity not in stale}
        self._written = {key: found for key, found in self._written.items() if key[0] not in stale}

    def _statement(self, statement: StatementFindings) -> str:
        row, identity = statement.row, id(statement.findings)
        if identity not in self._tails:
            linked = self._client.related_information and any(is_linked(finding) for finding in statement.findings)
            tails = [self._tail(finding) for finding in statement.findings]
            self._tails[identity] = _Tails(statement.findings, tails, self._around if linked else None)
        return ",".join(
            f'{{"range":{{"start":{{"line":{row + first},"character":{begin}}},'
            f'"end":{{"line":{row + last},"character":{end}}}}},{tail}'
            for (first, begin, last, end), tail in zip(statement.positions, self._tails[identity].tails, strict=True)
        )

    def _tail(self, finding: Finding) -> str:
        """Everything of a diagnostic after its range, with the closing brace."""
        told: dict[str, object] = {
            "severity": _SEVERITIES[finding.severity],
            "code": finding.code,
            "source": SOURCE,
            "message": finding.message,
        }
        if self._client.diagnostic_links:
            told["codeDescription"] = {"href": _PAGES[finding.code]}
        if finding.deprecated and self._client.diagnostic_tags:
            told["tags"] = [DiagnosticTag.Deprecated.value]
        if self._client.related_information and (others := self._related(finding)):
            told["relatedInformation"] = others
        return json.dumps(told, separators=(",", ":"))[1:]

    def _related(self, finding: Finding) -> list[object]:
        return [
            {
                "location": {
                    "uri": self._around.uri(other.home),
                    "range": {
                        "start": {"line": other.place.line, "character": other.place.character},
                        "end": {"line": other.place.last_line, "character": other.place.last_character},
                    },
                },
                "message": other.message,
            }
            for other in related(finding, self._home, self._around.links)
        ]
