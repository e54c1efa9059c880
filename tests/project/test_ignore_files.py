"""What git ignores, a walk passes over: compared with what git itself says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from linen_upgrade.project.ignore_files import IgnoreRules
from linen_upgrade.project.settings import Settings
from linen_upgrade.project.walking import Walk

_FILES = tuple(
    """
a.py b.py sub/a.py sub/b.py sub/deep/a.py sub/deep/keep.py build/x.py sub/build/x.py docs/build/y.py
gen/one.py gen/two.py gen/sub/three.py tmp1.py tmp2.py tmpx.py private.py sub/private.py
""".split()
)
_IGNORE = {
    ".gitignore": "# words\n\n/b.py\nbuild/\n!docs/build/\ngen/**\n!gen/two.py\ntmp[0-9].py\n[\n",
    "sub/.gitignore": "*.py\n!/b.py\n!deep/\n",
    "sub/deep/.gitignore": "!keep.py\n",
    ".git/info/exclude": "private.py\n",
}


def _git(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout


def _fill(folder: Path) -> None:
    _git(folder, "init", "-q")
    for name in _FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for name, content in _IGNORE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


def _walked(folder: Path, top: Path) -> list[str]:
    problems: list[str] = []
    found = [str(file.path.relative_to(folder)) for file in Walk(lambda _: Settings(), problems.append).files([top])]
    assert problems == []
    return found


def test_a_walk_sees_what_git_sees(tmp_path: Path) -> None:
    _fill(tmp_path)
    wanted = _git(tmp_path, "ls-files", "-z", "--others", "--exclude-standard").split("\0")
    walked = _walked(tmp_path, tmp_path)
    assert sorted(walked) == sorted(name for name in wanted if name.endswith(".py"))
    assert 4 < len(walked) < len(_FILES)
    assert _walked(tmp_path, tmp_path / "sub") == [name for name in walked if name.startswith("sub/")]


def test_an_ignored_folder_that_is_named_is_walked(tmp_path: Path) -> None:
    _fill(tmp_path)
    assert _walked(tmp_path, tmp_path / "build") == ["build/x.py"]


def test_outside_a_work_tree_only_the_walked_folders_count(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.py").touch()
    (tmp_path / ".gitignore").write_text("a.py\n", encoding="utf-8")
    assert not IgnoreRules.above(tmp_path / "in").ignores(tmp_path / "in" / "a.py", is_folder=False)
    assert _walked(tmp_path, tmp_path / "in") == ["in/a.py"]
    assert _walked(tmp_path, tmp_path) == []
