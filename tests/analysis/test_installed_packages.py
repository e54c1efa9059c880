"""Modules that come from an installed package are known as such; the package is read, never run and never written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from linen_upgrade.analysis import CodeBase, FileAnalysis, workspace_fix
from linen_upgrade.document import apply_edits
from linen_upgrade.meaning.values import ModuleClass
from linen_upgrade.project.installed import InstalledPackages, package_folders
from linen_upgrade.project.settings import Settings
from linen_upgrade.project.survey import SurveyedFile, survey
from linen_upgrade.project.walking import FoundFile

LAYERS = """\
from flax import nn

raise SystemExit("nobody runs this")


class Block(nn.Module):
  def apply(self, x, width, scale=2.):
    return nn.Dense(x, width) * scale
"""
NET = """\
import oldlayers
from flax import nn
from oldlayers import Block


class Wide(oldlayers.blocks.Block):
  def apply(self, x):
    return super().apply(x, 9)


class Net(nn.Module):
  def apply(self, x, width):
    small = Block.partial(scale=1.)
    return small(Block(x, width), 3)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    packages = tmp_path / ".venv" / "lib" / "python3.9" / "site-packages"
    for name, text in {
        "oldlayers/__init__.py": "from .blocks import *\nfrom . import blocks\n",
        "oldlayers/blocks.py": LAYERS,
        "plain/__init__.py": "import plain.deep\n",
        "plain/deep.py": "def apply(x):\n  return x\n",
    }.items():
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        (packages / name).write_text(text)
    (tmp_path / "net.py").write_text(NET)
    return tmp_path


def code_base(root: Path, packages: InstalledPackages | None = None) -> CodeBase:
    files: dict[str, SurveyedFile] = {"net.py": survey(FoundFile(root / "net.py", Settings()))}
    found = CodeBase(root, files, packages=packages or InstalledPackages(package_folders(root)))
    found.workspace.writable = frozenset(files)
    return found


def calls(found: CodeBase) -> list[int]:
    analysis = FileAnalysis.of(found.workspace, "net.py")
    rows = (analysis.document.lines.row(f.span.start) + 1 for f in analysis.findings() if f.finding.code == "LIN103")
    return list(rows)


def test_a_class_of_an_installed_package_is_a_module(root: Path) -> None:
    found = code_base(root)
    block = found.workspace.readings["net.py"].names["Block"]
    assert isinstance(block, ModuleClass)
    assert block.pre_linen
    assert block.home == (root / ".venv/lib/python3.9/site-packages/oldlayers/blocks.py").as_posix()
    signature = found.workspace.roles().signature(block)
    assert [parameter.name for parameter in signature.inputs] == ["x"]
    assert [parameter.name for parameter in signature.fields] == ["width", "scale"]
    assert calls(found) == [14, 14]
    assert not found.workspace.failures


def test_without_the_package_nothing_is_known_of_it(root: Path) -> None:
    assert calls(code_base(root, InstalledPackages(()))) == []


def test_what_calls_it_stays_old_while_it_is_old(root: Path) -> None:
    found = code_base(root)
    edits = workspace_fix(found.workspace, unsafe=True).changes()
    assert edits.keys() <= {"net.py"}
    assert b"Block(x, width)" in apply_edits(NET.encode(), edits.get("net.py", []))


def test_packages_without_old_modules_are_not_read(root: Path) -> None:
    (root / "net.py").write_text("import plain\n" + NET)
    found = code_base(root)
    assert [home for home in found.workspace.readings if "plain" in home] == []
    assert "plain" not in found.installed


def test_an_upgraded_package_counts_as_it_is_now(root: Path) -> None:
    found = code_base(root)
    blocks = root / ".venv/lib/python3.9/site-packages/oldlayers/blocks.py"
    blocks.write_text(LAYERS.replace("def apply", "def __call__"))
    found.update({"net.py": survey(FoundFile(root / "net.py", Settings()))}, ())
    (root / "net.py").write_text("import math\n" + NET)
    found.update({"net.py": survey(FoundFile(root / "net.py", Settings()))}, ())
    assert calls(found) == []


def test_what_takes_too_long_stays_unknown(root: Path) -> None:
    def clock() -> Iterator[float]:
        yield 0.0
        while True:
            yield 1e6

    ticks = clock()
    assert calls(code_base(root, InstalledPackages(package_folders(root), lambda: next(ticks)))) == []


@pytest.mark.parametrize(
    "text", ["import ,\n", "from import x\n", f"import {'a' * 300}.b\n", "import a..b\n", "import .\n"]
)
def test_imports_that_nothing_can_answer_do_no_harm(root: Path, text: str) -> None:
    (root / "net.py").write_text(text + NET)
    assert code_base(root).installed.keys() == {"oldlayers", "oldlayers.blocks"}


def test_what_is_installed_from_the_code_base_itself_is_its_own(root: Path) -> None:
    (root / "python" / "own").mkdir(parents=True)
    (root / "python" / "own" / "__init__.py").write_text("from .blocks import Block\n")
    (root / "python" / "own" / "blocks.py").write_text(LAYERS)
    (root / ".venv/lib/python3.9/site-packages/own.pth").write_text(f"{root / 'python'}\n")
    (root / "net.py").write_text(NET.replace("oldlayers", "own"))
    homes = ["net.py", "python/own/__init__.py", "python/own/blocks.py"]
    files = {home: survey(FoundFile(root / home, Settings())) for home in homes}
    found = CodeBase(root, files, packages=InstalledPackages(package_folders(root)))
    block = found.workspace.readings["net.py"].names["Block"]
    assert isinstance(block, ModuleClass)
    assert block.home == "python/own/blocks.py"
    assert sorted(found.workspace.readings) == homes


def test_which_environment_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = root / ".venv" / "lib" / "python3.9" / "site-packages"
    assert package_folders(root) == (inside,)
    other = root / "other" / "lib" / "python3.8" / "site-packages"
    other.mkdir(parents=True)
    linked = root / "linked"
    linked.mkdir()
    (other / "linked.pth").write_text(f"import os\n{linked}\n{root / 'missing'}\n")
    assert package_folders(root, Path("other/bin/python")) == (other, linked)
    assert package_folders(root, root / "other/bin/python") == (other, linked)
    elsewhere = root / "elsewhere"
    monkeypatch.setenv("VIRTUAL_ENV", str(root / "other"))
    assert package_folders(elsewhere) == (other, linked)
    monkeypatch.delenv("VIRTUAL_ENV")
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    ours = [Path(entry) for entry in sys.path if Path(entry).name in ("site-packages", "dist-packages")]
    assert set(ours) <= set(package_folders(elsewhere))
