"""The traps of pre-Linen code, each in a small file of its own under `traps/`.

- `NAME.before.py` and `NAME.after.py`: `fix` makes the one into the other, to the byte, and leaves nothing to find.
  Safe fixes only, unless the first line begins with `# unsafe`.
- `NAME.manual.py`: its first line, `# expect: LIN101 manual: word`, names a code, how far its fix may be trusted
  (manual or unsafe) and a word of the reason. Safe fixes leave the file alone.
- `NAME.untouched.py`: nothing is found.

They are read as bytes: some have line ends or indentation that tools like to change.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from linen_upgrade.analysis import FileAnalysis, file_fix
from linen_upgrade.document import Document, apply_edits

TRAPS = Path(__file__).parent / "traps"
EXPECTATION = re.compile(rb"# expect: (LIN\d+) (manual|unsafe): (.+?)\r?\n")


def named(kind: str) -> list[str]:
    return sorted(path.name.removesuffix(f".{kind}.py") for path in TRAPS.glob(f"*.{kind}.py"))


def read(name: str, kind: str) -> bytes:
    return (TRAPS / f"{name}.{kind}.py").read_bytes()


def analysed(source: bytes) -> FileAnalysis:
    return FileAnalysis(Document(source))


def fixed(source: bytes, unsafe: bool = False) -> str:
    return apply_edits(source, file_fix(analysed(source), unsafe).edits()).decode()


def test_there_are_traps() -> None:
    assert named("before") == named("after")
    assert len(named("before")) >= 30
    assert named("manual")
    assert named("untouched")


@pytest.mark.parametrize("name", named("before"))
def test_the_fix_is_what_an_expert_would_write(name: str) -> None:
    source = read(name, "before")
    assert fixed(source, unsafe=source.startswith(b"# unsafe")) == read(name, "after").decode()


TRAINING = ("LIN4", "LIN5")


@pytest.mark.parametrize("name", named("after"))
def test_nothing_is_left_to_find(name: str) -> None:
    source = read(name, "after")
    compile(source, name, "exec")
    left = [found.finding for found in analysed(source).findings()]
    # What initialises or runs whole models belongs to training code, which may be waiting for a person.
    assert [finding.message for finding in left if not finding.code.startswith(TRAINING)] == []


@pytest.mark.parametrize("name", named("manual"))
def test_what_needs_a_person_says_why(name: str) -> None:
    source = read(name, "manual")
    expected = EXPECTATION.match(source)
    assert expected is not None
    code, applicability, word = (part.decode() for part in expected.groups())
    analysis = analysed(source)
    plan = analysis.plan()
    verdicts = [plan.unit(found).verdict for found in analysis.findings() if found.finding.code == code]
    assert any(how.value == applicability and word in reason for how, reason in verdicts), verdicts
    assert fixed(source) == source.decode()


@pytest.mark.parametrize("name", named("untouched"))
def test_other_code_is_left_alone(name: str) -> None:
    assert [found.finding.message for found in analysed(read(name, "untouched")).findings()] == []
