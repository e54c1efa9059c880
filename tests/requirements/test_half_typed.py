"""Whatever a file says, and in the middle of typing it: nothing goes wrong, and a fix keeps what it does not change."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linen_upgrade.analysis import FileAnalysis, FixKind, file_fix, fixes_at, hover, new_document
from linen_upgrade.document import apply_edits

WHOLE = {
    "requirements.txt": "# x\n-r a.txt\nflax[a]==0.3.4 ; python_version>'3' # c\njax>=0.2,<0.3 \\\n  --hash=sha256:0\n",
    "pyproject.toml": "[project]\nrequires-python = '==3.7.*'\ndependencies = ['flax==0.3.4', \"jax~=0.2.1\"]\n"
    '[tool.poetry.dependencies]\nflax = "^0.3" # c\njax = {version = "~0.2", extras = ["a"]}\n',
    "setup.cfg": "[options]\npython_requires = <3.9\ninstall_requires =\n  flax===0.3.4\n  jax!=1,<0.3 # c\n",
    "environment.yml": "dependencies:\n- python=3.7\n- c::flax=0.3=py_0 # c\n- pip:\n  - 'jax<0.3'\n",
    "setup.py": "from setuptools import setup\nA = ['flax==0.3.4']\nsetup(install_requires=A + ['jax<0.3'])\n",
}
PIECES = (
    "=",
    "==",
    "<0",
    "^",
    "~=",
    ".*",
    "*",
    ",",
    "\n",
    " ",
    "[",
    "]",
    "'",
    '"',
    "#",
    "flax",
    "@",
    "===x",
    ":",
    "é",
    "\r",
)


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, str]:
    """A file with a piece cut out and another one put in."""
    name = draw(st.sampled_from(sorted(WHOLE)))
    text = WHOLE[name]
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 8)))
    put = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=3)))
    return name, text[:start] + put + text[end:]


@settings(max_examples=300, deadline=None)
@given(broken())
def test_every_offer_of_a_half_typed_file_can_be_made(case: tuple[str, str]) -> None:
    name, text = case
    source, path = text.encode(), Path(name)
    analysis = FileAnalysis(new_document(source, path), path=path)
    for found in analysis.findings():
        assert found.finding.code == "LIN003"
        assert hover(analysis, found.span.start) is not None
        for fix in fixes_at(analysis, found.span, unsafe=True):
            apply_edits(source, fix.edits())
            if fix.kind is FixKind.ONE:
                title = fix.title.partition("`")[2].rpartition("`")[0]
                assert title.startswith(("flax", "jax", "python"))
    apply_edits(source, file_fix(analysis, unsafe=True).edits())


@settings(max_examples=150, deadline=None)
@given(broken(), st.data())
def test_an_edited_file_has_the_findings_of_a_fresh_one(case: tuple[str, str], data: st.DataObject) -> None:
    name, text = case
    path = Path(name)
    analysis = FileAnalysis(new_document(WHOLE[name].encode(), path), path=path)
    whole: list[tuple[tuple[int, int, int, int] | None, str]] = [(None, text)]
    analysis.document.edit(whole, analysis.encoding)
    if data.draw(st.booleans()):
        analysis.document.reparse_from_nothing()
    analysis.update()
    fresh = FileAnalysis(new_document(text.encode(), path), path=path)
    if not fresh.document.tree.root_node.has_error:
        assert [f.finding.message for f in analysis.findings()] == [f.finding.message for f in fresh.findings()]


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_the_files_above_have_findings(name: str) -> None:
    path = Path(name)
    assert len(FileAnalysis(new_document(WHOLE[name].encode(), path), path=path).findings()) >= 2
