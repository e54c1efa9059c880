"""A code base as it was in a commit."""

from __future__ import annotations

import subprocess
from pathlib import Path

from linen_upgrade.project.ignore_files import work_tree_root
from linen_upgrade.project.work_tree import git_variables


class RevisionError(Exception):
    """Git does not give a revision; its text is a sentence."""


def check_out(inside: Path, revision: str, target: Path) -> Path:
    """Write the files of a revision below `target`, from the work tree that has `inside`; gives that work tree's root.

    The work tree and its index stay as they are. Raises RevisionError.
    """
    root = work_tree_root(inside)
    if root is None:
        raise RevisionError(f"{inside} is in no git work tree, so there is no revision {revision} of it")
    commit = _git(root, target, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise RevisionError(f"there is no revision {revision} in {root}")
    target.mkdir(parents=True, exist_ok=True)
    # By an index of its own: the work tree's knows nothing of it.
    _git(root, target, "read-tree", commit)
    _git(root, target, "checkout-index", "--all", f"--prefix={target}/")
    return root


def _git(root: Path, target: Path, *arguments: str) -> str:
    variables = {**git_variables(), "GIT_INDEX_FILE": str(target.with_name(target.name + ".index"))}
    command = ["git", "-c", "core.fsmonitor=false", *arguments]
    try:
        answer = subprocess.run(command, cwd=root, env=variables, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    if answer.returncode and arguments[0] != "rev-parse":
        said = answer.stderr.strip().splitlines()
        raise RevisionError(f"git does not give the files: {said[-1] if said else 'it gave no reason'}")
    return answer.stdout.strip()
