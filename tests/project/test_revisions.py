"""A code base as it was in a commit, beside the work tree that goes on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from linen_upgrade.project.revisions import RevisionError, check_out


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A work tree with one commit, a change since, and one that is staged."""
    root = tmp_path / "root"
    (root / "pkg").mkdir(parents=True)
    (root / "pkg" / "net.py").write_text("old")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "old")
    (root / "pkg" / "net.py").write_text("new")
    (root / "staged.py").write_text("staged")
    git(root, "add", "staged.py")
    return root


def test_the_files_of_a_commit_are_written_elsewhere(root: Path, tmp_path: Path) -> None:
    before = git(root, "status", "--porcelain")
    assert check_out(root / "pkg", "HEAD", tmp_path / "out" / "old") == root
    assert (tmp_path / "out" / "old" / "pkg" / "net.py").read_text() == "old"
    assert not (tmp_path / "out" / "old" / "staged.py").exists()
    assert (root / "pkg" / "net.py").read_text() == "new"
    assert git(root, "status", "--porcelain") == before


def test_what_git_does_not_have_is_told(root: Path, tmp_path: Path) -> None:
    for revision in ("HEAD~7", "--help", "nonsense", ""):
        with pytest.raises(RevisionError, match=f"^there is no revision {revision} in "):
            check_out(root, revision, tmp_path / "old")
    with pytest.raises(RevisionError, match="is in no git work tree, so there is no revision HEAD of it"):
        check_out(tmp_path, "HEAD", tmp_path / "old")
