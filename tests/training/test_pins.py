"""A project of 2020 with its requirements: after `fix`, a fresh environment made from these runs its script."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linen_upgrade.proof.environments import NEW, find_python, run
from tests.execution.command_line import findings, linen_upgrade

from .catalogue import BY_NAME
from .running import logged

pytestmark = pytest.mark.timeout(1800)

OF_2020 = "flax==0.3.0\njax==0.2.6\njaxlib==0.1.57\nnumpy\n"


def test_an_environment_made_from_the_upgraded_requirements_runs_the_script(tmp_path: Path) -> None:
    program = BY_NAME["mnist"]
    project = Path(shutil.copytree(program.folder, tmp_path / "project"))
    (project / "requirements.txt").write_text(OF_2020, encoding="utf-8")
    done = linen_upgrade("fix", ".", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert findings(project) == []
    base, _ = find_python(NEW)
    run([str(base), "-m", "venv", str(tmp_path / "fresh")], "Python needs its venv module")
    python = tmp_path / "fresh" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]
    run([*install, str(project / "requirements.txt")], "pip must be able to install what the fix wrote")
    assert len(logged(python, project, program.file)) >= 30
