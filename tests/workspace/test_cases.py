"""Small code bases of several files: `fix` makes `before` into `after`, to the byte, and a second run changes nothing.

A file of `before` that has no counterpart in `after` is to stay as it is.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linen_upgrade.cli.inspection import CodeBaseInspection
from linen_upgrade.cli.reports import FileReport
from linen_upgrade.project.roots import projects
from linen_upgrade.project.settings import SettingsFinder
from linen_upgrade.project.survey import survey
from linen_upgrade.project.walking import Walk
from linen_upgrade.rules import codes

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())


def texts(folder: Path) -> dict[str, str]:
    found = (path for path in sorted(folder.rglob("*.py")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def inspected(folder: Path) -> CodeBaseInspection:
    finder = SettingsFinder(codes())
    (project,) = projects(Walk(finder.of_folder, pytest.fail).files([folder]), finder.of_folder)
    files = {home: survey(found) for home, found in project.files.items()}
    return CodeBaseInspection(project.root, files, {home: files[home] for home in project.given})


def upgraded(folder: Path, unsafe: bool = False) -> list[FileReport]:
    """Upgrades all files of a folder in place."""
    reports = list(inspected(folder).fix(unsafe, lambda path: None))
    for report in reports:
        assert not report.problem, report.problem
        if report.change is not None:
            report.path.write_bytes(report.change.stored)
    return reports


@pytest.fixture
def copied(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / "code"
    shutil.copytree(CASES / name / "before", folder)
    (folder / "pyproject.toml").touch()
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_fix_makes_before_into_after(name: str, copied: Path) -> None:
    unsafe = (CASES / name / "unsafe").exists()
    upgraded(copied, unsafe)
    wanted = {**texts(CASES / name / "before"), **texts(CASES / name / "after")}
    found = texts(copied)
    for home, text in wanted.items():
        compile(text, home, "exec")
        assert found[home] == text
    assert all(report.change is None for report in upgraded(copied, unsafe)), "a second run changed something"
