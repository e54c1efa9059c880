"""A code base that is kept while files change, and one of which only some files are read here, find the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linen_upgrade.analysis import CodeBase, FileAnalysis, Workspace, file_reading, new_document, summary
from linen_upgrade.document import Encoding
from linen_upgrade.project.modules import ModuleIndex
from linen_upgrade.project.settings import Settings
from linen_upgrade.project.source_files import decode_source
from linen_upgrade.project.survey import SurveyedFile, surveyed
from linen_upgrade.project.walking import FoundFile

WORKSPACES = Path(__file__).parent.parent / "workspace"
FOLDERS = [WORKSPACES / "research", *sorted((WORKSPACES / "cases").glob("*/*"))]
FOLDERS = [folder for folder in FOLDERS if folder.is_dir()]
Found = list[tuple[str, tuple[int, int], str]]


def file(home: str, text: bytes) -> SurveyedFile:
    return surveyed(FoundFile(Path(home), Settings()), decode_source(text))


def files(folder: Path) -> dict[str, SurveyedFile]:
    return {path.relative_to(folder).as_posix(): file(path.name, path.read_bytes()) for path in folder.rglob("*.py")}


def found(workspace: Workspace, home: str) -> Found:
    findings = FileAnalysis.of(workspace, home).findings()
    return [(f.finding.code, tuple(f.span), f.finding.message) for f in findings]


def everything(code_base: CodeBase) -> dict[str, Found]:
    return {home: found(code_base.workspace, home) for home in sorted(code_base.workspace.readings)}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_summaries_say_what_the_files_would(folder: Path) -> None:
    """Each file read alone, with summaries of all others, has the findings that it has among them."""
    whole = CodeBase(Path("/code"), files(folder))
    told = {home: summary(reading) for home, reading in whole.workspace.readings.items()}
    assert told
    for home in told:
        server = Workspace(ModuleIndex(whole.files, "code"), tolerant=True)
        for other, one in told.items():
            server.put_summary(other, one)
        document = new_document(whole.workspace.readings[home].document.source, Path(home))
        server.put(home, file_reading(document, Settings(), Path(home), Encoding.UTF16))
        server.settle()
        assert found(server, home) == found(whole.workspace, home)
        assert not server.failures


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_code_base_that_changed_is_like_one_read_from_nothing(data: st.DataObject) -> None:
    folder = data.draw(st.sampled_from(FOLDERS[1:]))
    known = files(folder)
    kept = CodeBase(Path("/code"), known)
    for _ in range(data.draw(st.integers(1, 4))):
        home = data.draw(st.sampled_from(sorted(files(folder))))
        if home in known and data.draw(st.booleans()):
            text = known[home].text
            assert text is not None
            rows = text.source.splitlines(keepends=True)
            row = data.draw(st.integers(0, max(len(rows) - 1, 0)))
            change = data.draw(st.sampled_from([[], [b"\n"], [b"# here\n"], [b"def f(x): return x\n"]]))
            known[home] = file(home, b"".join([*rows[:row], *change, *rows[row + data.draw(st.booleans()) :]]))
            kept.update({home: known[home]})
        elif home in known:
            del known[home]
            kept.update({}, [home])
        else:
            known[home] = files(folder)[home]
            kept.update({home: known[home]})
    assert everything(kept) == everything(CodeBase(Path("/code"), known))
