"""The tool's own upgrade of a case, and how far it trusts it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from linen_upgrade.analysis import FileAnalysis, file_fix
from linen_upgrade.document import Document, apply_edits
from linen_upgrade.proof.worlds import Case

from .cases import Equivalence


@dataclass(frozen=True)
class Upgrade:
    """What a file becomes; `fix` is 'safe', 'unsafe' (a review is asked for), or 'manual' (something stays old)."""

    after: str
    fix: str
    reasons: tuple[str, ...]
    """Why it isn't safe."""


def upgraded(source: str) -> Upgrade:
    """The file as safe fixes make it, or where something is left, as all of them do."""
    reasons: tuple[str, ...] = ()
    for fix, unsafe in (("safe", False), ("unsafe", True)):
        after = apply_edits(source.encode(), file_fix(FileAnalysis(Document(source.encode())), unsafe).edits())
        analysis = FileAnalysis(Document(after))
        left, plan = analysis.findings(), analysis.plan()
        if not left:
            return Upgrade(after.decode(), fix, reasons)
        reasons = tuple(dict.fromkeys(reason for found in left if (reason := plan.unit(found).verdict[1])))
    return Upgrade(after.decode(), "manual", reasons)


def as_case(case: Equivalence, upgrade: Upgrade, folder: Path) -> Case:
    """The case as two files to be run in both worlds."""
    name = "".join(letter if letter.isalnum() else "_" for letter in case.label)
    before, after = folder / f"{name}_before.py", folder / f"{name}_after.py"
    assert not before.exists(), f"two cases are called {name}"
    before.write_text(case.source, encoding="utf-8")
    after.write_text(upgrade.after, encoding="utf-8")
    return Case(before, after, "Net", case.inputs, tolerance=case.tolerance)
