"""What .gitignore files (nested ones, and .git/info/exclude) leave out of a walk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from pathspec import GitIgnoreSpec


class IgnoreRules:
    """The ignore files that hold in one folder, its own last. Immutable."""

    def __init__(self, levels: tuple[tuple[str, GitIgnoreSpec], ...] = ()) -> None:
        self._levels = levels

    @classmethod
    def above(cls, folder: Path) -> IgnoreRules:
        """The rules that hold for the entries of the absolute `folder`, its own .gitignore left out.

        Ignore files are looked for up to the root of the git work tree that `folder` lies in. Where they ignore
        `folder` itself, none of them holds: who names an ignored folder wants to see what is in it.
        """
        root = work_tree_root(folder)
        if root is None:
            return cls()
        rules = cls(_level(root, _read(root / ".git" / "info" / "exclude")))
        for ancestor in reversed(folder.parents):
            if ancestor == root or root in ancestor.parents:
                rules = rules.inside(ancestor)
        return cls() if rules.ignores(folder, is_folder=True) else rules

    def inside(self, folder: Path) -> IgnoreRules:
        """These rules and those of the .gitignore in the absolute `folder`."""
        level = _level(folder, _read(folder / ".gitignore"))
        return IgnoreRules(self._levels + level) if level else self

    def ignores(self, path: Path, is_folder: bool) -> bool:
        """Whether the absolute file or folder `path` is left out; the innermost file that says so decides."""
        if not self._levels:
            return False
        name = path.as_posix() + ("/" if is_folder else "")
        for base, spec in reversed(self._levels):
            relative = name[len(base) :]
            verdict = spec.check_file(relative).include
            if verdict is not None:
                return verdict
        return False


def work_tree_root(path: Path) -> Path | None:
    """The root of the git work tree that the absolute `path` lies in, or None outside of one."""
    # Of os.path, as Path.exists() raises where a folder on the way is closed to us.
    return next((place for place in (path, *path.parents) if os.path.exists(place / ".git")), None)


def _read(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        # No such file, most times; one that cannot be read ignores nothing, as in git.
        return []


def _level(base: Path, lines: Iterable[str]) -> tuple[tuple[str, GitIgnoreSpec], ...]:
    usable = [_all_inside(line) for line in lines if _is_pattern(line)]
    return ((base.as_posix().rstrip("/") + "/", GitIgnoreSpec.from_lines(usable)),) if usable else ()


def _all_inside(pattern: str) -> str:
    """`pattern`, or one that means the same to git, where pathspec would see more in it.

    To git `gen/**` is all that lies in `gen`, but not `gen` itself, and what a later `!gen/kept.py` keeps is found.
    """
    return pattern.rstrip() + "/*" if pattern.rstrip().endswith("/**") else pattern


def _is_pattern(line: str) -> bool:
    """Whether `line` is a pattern that can be understood; git passes over the others too."""
    if not line.strip() or line.startswith("#"):
        return False
    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True
