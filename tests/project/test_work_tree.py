"""What git says of files that are about to be written."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from linen_upgrade.project.work_tree import UncommittedChanges, WorkTreeError


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A work tree with the committed files `a.py`, `b.py` and `zz/b.py`."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    tree = tmp_path / "tree"
    tree.mkdir()
    _git(tree, "init", "-q")
    for name in ("a.py", "b.py", "zz/b.py"):
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_text(f"{name} = 1\n" * 20, encoding="utf-8")
    (tree / ".gitignore").write_text("ignored.py\n", encoding="utf-8")
    _git(tree, "add", ".")
    _git(tree, "commit", "-qm", "x")
    return tree


def _git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def test_changed_staged_new_and_renamed_files(tree: Path) -> None:
    (tree / "a.py").write_text("a = 2\n", encoding="utf-8")
    _git(tree, "mv", "b.py", "c \u00e9\n.py")
    for name in ("staged.py", "sub/new.py", "ignored.py"):
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).touch()
    _git(tree, "add", "staged.py")
    changes = UncommittedChanges()
    changed = [name for name in ("a.py", "c \u00e9\n.py", "staged.py", "sub/new.py") if changes.in_file(tree / name)]
    assert changed == ["a.py", "c \u00e9\n.py", "staged.py", "sub/new.py"]
    assert not changes.in_file(tree / "ignored.py")


def test_the_old_name_of_a_renamed_file_is_no_status(tree: Path) -> None:
    # Git's answer has it as a field of its own; read as a status and a name it would be `zz/` and `b.py`.
    _git(tree, "mv", "zz/b.py", "zz/c.py")
    (tree / "zz" / "new.py").touch()
    changes = UncommittedChanges()
    assert [name for name in ("b.py", "zz/c.py", "zz/new.py") if changes.in_file(tree / name)] == [
        "zz/c.py",
        "zz/new.py",
    ]


def test_clean_files_and_files_outside(tree: Path) -> None:
    changes = UncommittedChanges()
    (tree.parent / "outside.py").touch()
    assert not changes.in_file(tree / "a.py")
    assert not changes.in_file(tree.parent / "outside.py")


def test_a_link_is_asked_about_where_it_leads(tree: Path) -> None:
    link = tree.parent / "link.py"
    link.symlink_to(tree / "a.py")
    assert not UncommittedChanges().in_file(link)
    (tree / "a.py").write_text("a = 2\n", encoding="utf-8")
    assert UncommittedChanges().in_file(link)


def test_in_a_hook_of_another_repository(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tree.parent / "other"
    other.mkdir()
    _git(other, "init", "-q")
    (tree / "a.py").write_text("a = 2\n", encoding="utf-8")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    changes = UncommittedChanges()
    assert changes.in_file(tree / "a.py")
    assert not changes.in_file(tree / "b.py")


def test_what_git_refuses_is_told_for_each_file(tree: Path) -> None:
    (tree / ".git" / "config").write_text("[core\n", encoding="utf-8")
    changes = UncommittedChanges()
    for name in ("a.py", "b.py"):
        with pytest.raises(
            WorkTreeError, match=r"is left alone: git does not tell .* \(fatal: bad config.*--allow-dirty"
        ):
            changes.in_file(tree / name)
