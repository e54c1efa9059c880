"""Diagnostics from what was kept are the diagnostics from nothing."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from linen_upgrade.analysis import StatementFindings
from linen_upgrade.document import Span
from linen_upgrade.lsp.client import Client
from linen_upgrade.lsp.diagnostics import DiagnosticWriter
from linen_upgrade.rewriting.findings import Finding, Severity
from linen_upgrade.rules import codes

EVERYTHING = Client(diagnostic_links=True, diagnostic_tags=True)


def finding(code: str = codes()[0], message: str = "a message", **changes: object) -> Finding:
    values: dict[str, object] = {
        "code": code,
        "name": "a-name",
        "message": message,
        "severity": Severity.WARNING,
        "span": Span(0, 2),
        "construct_span": Span(0, 9),
        "construct": None,
        "owner": None,
        "deprecated": False,
        **changes,
    }
    return Finding(**values)  # type: ignore[arg-type]


findings = st.builds(
    finding,
    code=st.sampled_from(codes()),
    message=st.text(),
    severity=st.sampled_from(Severity),
    deprecated=st.booleans(),
)
small = st.integers(0, 3)
statements = st.lists(findings, min_size=1, max_size=3).flatmap(
    lambda found: st.builds(
        StatementFindings,
        row=small,
        start=small,
        findings=st.just(tuple(found)),
        positions=st.lists(st.tuples(small, small, small, small), min_size=len(found), max_size=len(found)).map(tuple),
    )
)
placements = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=5)


@given(st.lists(statements, min_size=4, max_size=4), st.lists(placements, min_size=1, max_size=6))
def test_a_kept_writer_writes_what_a_fresh_one_does(
    pool: list[StatementFindings], texts: list[list[tuple[int, int]]]
) -> None:
    kept = DiagnosticWriter(EVERYTHING)
    for text in texts:
        # As the analysis does it: statements move and repeat, their tuples stay the same objects.
        moved = [
            StatementFindings(row, row, pool[which].findings, pool[which].positions) for which, row in sorted(text)
        ]
        assert kept.write(moved) == DiagnosticWriter(EVERYTHING).write(moved)


def test_nothing_to_tell_is_an_empty_list() -> None:
    assert DiagnosticWriter(EVERYTHING).write([]) == b"[]"


def test_rows_are_counted_from_the_statement() -> None:
    statement = StatementFindings(10, 200, (finding(),), ((2, 4, 3, 6),))
    (diagnostic,) = json.loads(DiagnosticWriter(EVERYTHING).write([statement]))
    assert diagnostic["range"] == {"start": {"line": 12, "character": 4}, "end": {"line": 13, "character": 6}}


def test_a_client_is_told_what_it_understands() -> None:
    told = finding(message='"quotes" and 🧨', severity=Severity.INFORMATION, deprecated=True)
    statement = StatementFindings(0, 0, (told,), ((0, 0, 0, 2),))
    (full,) = json.loads(DiagnosticWriter(EVERYTHING).write([statement]))
    (plain,) = json.loads(DiagnosticWriter(Client()).write([statement]))
    assert full["tags"] == [2]
    assert full["codeDescription"]["href"].startswith("https://")
    assert {*full} - {*plain} == {"tags", "codeDescription"}
    assert plain["message"] == '"quotes" and 🧨'
    assert plain["severity"] == 3
    assert plain["code"] == told.code
    assert plain["source"] == "linen-upgrade"
