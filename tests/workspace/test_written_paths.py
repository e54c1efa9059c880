"""What it means for a class that other files call it: those that may be written, and those that may not."""

from __future__ import annotations

from pathlib import Path

from linen_upgrade.cli.inspection import CodeBaseInspection
from linen_upgrade.cli.reports import FileReport

from .test_cases import inspected

LAYERS = """\
from flax import nn


class Block(nn.Module):
  def apply(self, x, width, scale=1.):
    return nn.Dense(x, width) * scale
"""
NET = """\
from flax import nn

import layers


class Net(nn.Module):
  def apply(self, x, args):
    x = layers.Block(x, width=3, scale=x.mean())
    return {call}
"""


def files(folder: Path, call: str) -> CodeBaseInspection:
    (folder / "pyproject.toml").touch()
    (folder / "layers.py").write_text(LAYERS)
    (folder / "net.py").write_text(NET.format(call=call))
    return inspected(folder)


def reported(inspection: CodeBaseInspection) -> dict[str, FileReport]:
    return {report.path.name: report for report in inspection.fix(False, lambda path: None)}


def test_calls_in_files_that_may_not_be_written_are_listed_and_stay_findings(tmp_path: Path) -> None:
    files(tmp_path, "layers.Block(x, width=4)")
    (report,) = inspected(tmp_path / "layers.py").fix(False, lambda path: None)
    assert "2 call sites outside the paths given must follow: net.py (line 8, 9)" in report.remarks
    assert report.change is not None
    assert "  def __call__(self, x, scale=1.):\n" in report.change.new.decode(), "what the other file hands counts"
    report.path.write_bytes(report.change.stored)
    left = {report.path.name: report for report in inspected(tmp_path).check()}["net.py"]
    assert [finding.start[0] for finding in left.findings if finding.code == "LIN103"] == [7, 8]
    reports = reported(inspected(tmp_path))
    after = reports["net.py"].change
    assert after is not None
    assert "x = layers.Block(width=3)(x, scale=x.mean())\n    return layers.Block(width=4)(x)" in after.new.decode()


def test_a_call_that_no_one_can_rewrite_makes_the_upgrade_unsafe_and_is_named(tmp_path: Path) -> None:
    inspection = files(tmp_path, "layers.Block(*args)")
    (found,) = [f for report in inspection.check() for f in report.findings if f.code == "LIN101" and f.start[0] == 4]
    assert found.applicability == "unsafe"
    assert "`layers.Block` in line 9 of net.py uses it and can't be rewritten: `*…` may hold fields" in found.reason
    assert all(report.change is None for report in reported(inspection).values())
