"""The examples on the rules' pages are right: found, fixed to the byte, and left alone where they say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from linen_upgrade.analysis import (
    FileAnalysis,
    Workspace,
    file_fix,
    file_reading,
    names_fix,
    new_document,
    workspace_fix,
)
from linen_upgrade.document import Document, Encoding, apply_edits
from linen_upgrade.project.settings import Settings
from linen_upgrade.rewriting.findings import Applicability
from linen_upgrade.rules import RULES, Rule
from linen_upgrade.rules.page import SECTIONS, Example, read_page

CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{index}")
    for rule in RULES
    for index, example in enumerate(read_page(rule.page).examples)
]


BESIDE = b"from flax import nn\n\n\nclass Net(nn.Module):\n  def apply(self, x):\n    return nn.Dense(x, 3)\n"
"""The code that there is beside files of requirements."""


def analysed(source: str, file: str = "") -> FileAnalysis:
    if not file:
        return FileAnalysis(Document(source.encode()))
    workspace = Workspace()
    for name, text in (("net.py", BESIDE), (file, source.encode())):
        document, path = new_document(text, Path(name)), Path(name)
        workspace.put(name, file_reading(document, Settings(), path, Encoding.UTF16))
    workspace.settle()
    return FileAnalysis.of(workspace, file)


def fixed(source: str, unsafe: bool, names: bool = False, file: str = "") -> str:
    if file:
        changes = workspace_fix(analysed(source, file).workspace, unsafe).changes()
        return apply_edits(source.encode(), changes.get(file, [])).decode()
    if names:
        analysis = analysed(source)
        source = apply_edits(source.encode(), names_fix(analysis.workspace).changes()[analysis.home]).decode()
    return apply_edits(source.encode(), file_fix(analysed(source), unsafe).edits()).decode()


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_is_found_or_left_alone(rule: Rule, example: Example) -> None:
    found = [located.finding.code for located in analysed(example.before, example.file).findings()]
    assert (rule.code in found) != example.untouched


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_the_fix_of_an_example_is_the_one_on_the_page(rule: Rule, example: Example) -> None:
    if example.after is not None:
        assert fixed(example.before, example.unsafe, example.names, example.file) == example.after
        assert not any(
            located.finding.code == rule.code for located in analysed(example.after, example.file).findings()
        )
        if example.unsafe:
            assert fixed(example.before, unsafe=False, file=example.file) != example.after
    elif not example.untouched:
        analysis = analysed(example.before, example.file)
        mine = [located for located in analysis.findings() if located.finding.code == rule.code]
        verdicts = [analysis.plan().closure(located).verdict for located in mine]
        assert any(applicability is Applicability.MANUAL and reason for applicability, reason in verdicts)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_has_the_fixed_form(rule: Rule) -> None:
    page = read_page(rule.page)
    assert rule.page.startswith(f"# {rule.code} {rule.name}\n")
    assert tuple(page.sections) == SECTIONS
    assert page.introduction
    assert all(page.sections.values())
    has_fix = any(example.after is not None for example in page.examples)
    assert has_fix or rule.on_request
    assert len([e for e in page.examples if (e.after is not None if has_fix else not e.untouched)]) >= 2
    assert any(e.untouched for e in page.examples)
