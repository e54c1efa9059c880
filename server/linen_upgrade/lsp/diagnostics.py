"""Findings as the protocol's diagnostics: ready-made JSON, of which a keystroke changes little.

What a diagnostic says depends on its finding alone and is turned into JSON once, as long as the analysis keeps the
finding's tuple. Where it is depends on the row of its statement; a statement that stayed where it was is not looked
at again at all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from lsprotocol.types import DiagnosticSeverity, DiagnosticTag

from linen_upgrade.analysis import StatementFindings
from linen_upgrade.lsp.client import Client
from linen_upgrade.rewriting.findings import Finding, Severity
from linen_upgrade.rules import RULES

SOURCE = "linen-upgrade"
_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error.value,
    Severity.WARNING: DiagnosticSeverity.Warning.value,
    Severity.INFORMATION: DiagnosticSeverity.Information.value,
}
_PAGES = {rule.code: rule.url for rule in RULES}


class DiagnosticWriter:
    """Writes the diagnostics of one text, time and again, for a client that understands what `client` says."""

    def __init__(self, client: Client) -> None:
        self._client = client
        # By the identity of a statement's tuples, which are kept here so that it stays theirs.
        self._tails: dict[int, tuple[Sequence[Finding], list[str]]] = {}
        self._written: dict[tuple[int, int], tuple[StatementFindings, bytes]] = {}

    def write(self, statements: Sequence[StatementFindings]) -> bytes:
        """The list of `Diagnostic` for the findings of a text, as JSON in UTF-8."""
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

    def _statement(self, statement: StatementFindings) -> str:
        row, identity = statement.row, id(statement.findings)
        if identity not in self._tails:
            self._tails[identity] = (statement.findings, [self._tail(finding) for finding in statement.findings])
        return ",".join(
            f'{{"range":{{"start":{{"line":{row + first},"character":{begin}}},'
            f'"end":{{"line":{row + last},"character":{end}}}}},{tail}'
            for (first, begin, last, end), tail in zip(statement.positions, self._tails[identity][1], strict=True)
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
        return json.dumps(told, separators=(",", ":"))[1:]
