"""'Upgrade class' leaves nothing behind that would silently mean something else."""

from __future__ import annotations

from pathlib import Path

from linen_upgrade.analysis import FileAnalysis, FixKind, fixes_at
from linen_upgrade.document import Document, Span, apply_edits

TRAPS = Path(__file__).parent.parent / "rules" / "traps"


def test_the_functions_that_a_class_calls_go_along() -> None:
    source = (TRAPS / "call_in_a_function.before.py").read_bytes()
    place = source.index(b"apply")
    (fix,) = [fix for fix in fixes_at(FileAnalysis(Document(source)), Span(place, place)) if fix.kind is FixKind.CLASS]
    assert apply_edits(source, fix.edits()) == (TRAPS / "call_in_a_function.after.py").read_bytes()
