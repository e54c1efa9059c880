"""What git says of the files that are about to be written."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from linen_upgrade.project.ignore_files import work_tree_root

_OF_ONE_REPOSITORY = frozenset(
    (
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    )
)
"""Variables by which git finds a repository, or parts of it, elsewhere than around the folder it runs in."""

_WAY_OUT = "; `--allow-dirty` has it written all the same"


class WorkTreeError(Exception):
    """Git did not say whether files have uncommitted changes; its text goes on after a file's name, with the reason."""


class UncommittedChanges:
    """Which files have changes that no commit holds; each work tree is asked once, at its first file."""

    def __init__(self) -> None:
        self._changed: dict[Path, frozenset[Path] | WorkTreeError] = {}

    def in_file(self, path: Path) -> bool:
        """Whether `path` has uncommitted changes, a file that git does not know yet included.

        False outside a work tree, and for a file that git ignores. Raises WorkTreeError.
        """
        real = path.resolve()
        root = work_tree_root(real.parent)
        if root is None:
            return False
        if root not in self._changed:
            self._changed[root] = _ask_git(root)
        changed = self._changed[root]
        if isinstance(changed, WorkTreeError):
            raise changed
        return real in changed


def git_variables() -> dict[str, str]:
    """The variables to ask git with.

    A git hook sets some that would turn every question to the hook's own repository.
    """
    return {key: value for key, value in os.environ.items() if key not in _OF_ONE_REPOSITORY}


def _ask_git(root: Path) -> frozenset[Path] | WorkTreeError:
    # An fsmonitor is a program that the repository names, and reading a status needs no lock.
    environment = {**git_variables(), "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "-c", "core.fsmonitor=false", "status", "--porcelain", "-z", "--untracked-files=all"]
    try:
        answer = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=True)
    except FileNotFoundError:
        return WorkTreeError(f"is left alone: git is not installed, so nobody knows of uncommitted changes{_WAY_OUT}")
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0] if said else "it gave no reason"
        return WorkTreeError(f"is left alone: git does not tell the uncommitted changes in {root} ({reason}){_WAY_OUT}")
    return frozenset(root / os.fsdecode(name) for name in _names(answer.stdout))


def _names(porcelain: bytes) -> list[bytes]:
    """Paths in the output of `git status --porcelain -z`; a renamed file is two fields, `to` and then `from`."""
    fields, names = iter(porcelain.split(b"\0")), []
    for entry in fields:
        if not entry:
            continue
        names.append(entry[3:])
        if entry[:1] in b"RC" or entry[1:2] in b"RC":
            next(fields, None)
    return names
