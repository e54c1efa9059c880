"""A fault of our own costs the statement that it happens at, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from linen_upgrade.rewriting.actions import Action
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.apply_method import ApplyMethod

from .test_cases import upgraded

NET = "from flax import nn\n\n\nclass {}(nn.Module):\n  def apply(self, x):\n    return nn.Dense(x, 3)\n"


def test_the_other_files_are_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite = ApplyMethod.rewrite

    def failing(self: ApplyMethod, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        if finding.finding.owner == "Broken":
            raise IndexError("no such thing")
        yield from rewrite(self, finding, file)

    monkeypatch.setattr(ApplyMethod, "rewrite", failing)
    (tmp_path / "pyproject.toml").touch()
    for name in ("Broken", "Whole"):
        (tmp_path / f"{name.lower()}.py").write_text(NET.format(name))
    reports = {report.path.name: report for report in upgraded(tmp_path)}
    assert (tmp_path / "broken.py").read_text() == NET.format("Broken")
    assert "nn.Dense(3)(x)" in (tmp_path / "whole.py").read_text()
    reasons = [finding.reason for finding in reports["broken.py"].findings]
    assert any("please report it with the file: IndexError: no such thing" in reason for reason in reasons), reasons
