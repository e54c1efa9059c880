"""`[tool.linen-upgrade]` of pyproject.toml: which rules count, and where."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from linen_upgrade.project.codes import unknown_code

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_KEYS = ("select", "ignore", "exclude", "per-file-ignores", "python")


class SettingsError(Exception):
    """Settings that cannot be used; its text is a sentence that names the file and the key."""


@dataclass(frozen=True)
class Settings:
    """Which rules count, and for which files.

    Codes may be prefixes (`LIN1`). Where a selected and an ignored prefix both fit a code, the longer one decides,
    and of two equally long ones `ignore`.
    """

    select: tuple[str, ...] = ()
    """Codes that count; none given means all."""
    ignore: tuple[str, ...] = ()
    """Codes that do not count."""
    exclude: tuple[str, ...] = ()
    """Globs, in .gitignore's language, of files and folders that a walk leaves out; relative to `root`."""
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Globs, relative to `root`, each with the codes that do not count in the files it matches."""
    python: Path | None = None
    """The interpreter whose packages the code imports, as an absolute path."""
    root: Path | None = None
    """The absolute folder of the pyproject.toml that these settings come from, if any."""
    _known: dict[tuple[str, Path | None], tuple[bool, bool]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def selects(self, code: str, path: Path | None = None) -> bool:
        """Whether findings of rule `code` count in the file `path` (None: a text that has no file)."""
        if not (self.select or self.ignore or self.per_file_ignores):
            return True
        return self._decision(code, path)[0]

    def names(self, code: str) -> bool:
        """Whether rule `code` was selected by its code or a prefix of it."""
        return bool(self.select) and _longest_prefix(code, self.select) > 0

    def ignores(self, code: str, path: Path | None = None) -> bool:
        """Whether rule `code` was left out by name for `path`, not just by what `select` lacks."""
        if not (self.ignore or self.per_file_ignores):
            return False
        return self._decision(code, path)[1]

    def excludes(self, path: Path, is_folder: bool = False) -> bool:
        """Whether a walk leaves the file or folder `path` out because of `exclude`."""
        return bool(self.exclude) and _matches(self.exclude, self._relative(path), is_folder)

    def overridden(self, select: Sequence[str], ignore: Sequence[str]) -> Settings:
        """These settings with a command line's codes.

        Codes selected there take the place of `select` and `ignore` here, codes ignored there are added.
        `per_file_ignores` stay as they are.
        """
        if select:
            return replace(self, select=tuple(select), ignore=tuple(ignore))
        return replace(self, ignore=(*self.ignore, *ignore)) if ignore else self

    def _decision(self, code: str, path: Path | None) -> tuple[bool, bool]:
        """Whether `code` is selected, and whether it is ignored by name."""
        decision = self._known.get((code, path))
        if decision is None:
            selected = _longest_prefix(code, self.select) if self.select else 0
            ignored = _longest_prefix(code, self.ignore)
            by_name = (0 <= ignored >= selected) or _longest_prefix(code, self._ignored_in(path)) >= 0
            decision = self._known[code, path] = (selected >= 0 and not by_name, by_name)
        return decision

    def _ignored_in(self, path: Path | None) -> list[str]:
        if path is None:
            return []
        relative = self._relative(path)
        return [code for glob, codes in self.per_file_ignores if _matches((glob,), relative, False) for code in codes]

    def _relative(self, path: Path) -> str | None:
        """`path` below `root` with forward slashes, or None where it lies elsewhere."""
        try:
            return path.absolute().relative_to(self.root or Path.cwd()).as_posix()
        except ValueError:
            return None


def load_settings(path: Path, known_codes: Sequence[str] | None = None) -> Settings:
    """The settings for the file or folder `path`: of the nearest pyproject.toml with a `[tool.linen-upgrade]`.

    A pyproject.toml without that table is passed over; with none at all the defaults hold.
    Codes are compared with `known_codes`, if given.
    Raises SettingsError.
    """
    folder = path.absolute()
    for place in (folder, *folder.parents):
        pyproject = place / "pyproject.toml"
        if os.path.isfile(pyproject) and (settings := read_settings(pyproject, known_codes)) is not None:
            return settings
    return Settings()


def read_settings(pyproject: Path, known_codes: Sequence[str] | None = None) -> Settings | None:
    """The settings in one pyproject.toml, or None where it has no `[tool.linen-upgrade]`. Raises SettingsError."""
    tool = _toml(pyproject).get("tool")
    table = tool.get("linen-upgrade") if isinstance(tool, dict) else None
    if table is None:
        return None
    try:
        if not isinstance(table, dict):
            raise SettingsError("must be a table")
        return _settings(table, known_codes, pyproject.parent.absolute())
    except SettingsError as error:
        raise SettingsError(f"{pyproject}: [tool.linen-upgrade]: {error}") from None


class SettingsFinder:
    """Settings for many files of one run: each pyproject.toml is read once.

    `select` and `ignore` are a command line's codes, see `Settings.overridden`.
    """

    def __init__(self, known_codes: Sequence[str], select: Sequence[str] = (), ignore: Sequence[str] = ()) -> None:
        self._known_codes, self._select, self._ignore = known_codes, select, ignore
        self._found: dict[Path, Settings | SettingsError] = {}

    def of_folder(self, folder: Path) -> Settings:
        """The settings for the files of the absolute `folder`. Raises SettingsError, the same each time."""
        if folder not in self._found:
            self._found[folder] = self._look_up(folder)
        found = self._found[folder]
        if isinstance(found, SettingsError):
            raise found
        return found

    def _look_up(self, folder: Path) -> Settings | SettingsError:
        pyproject = folder / "pyproject.toml"
        try:
            settings = read_settings(pyproject, self._known_codes) if os.path.isfile(pyproject) else None
            if settings is not None:
                return settings.overridden(self._select, self._ignore)
            if folder.parent != folder:
                return self.of_folder(folder.parent)
        except SettingsError as error:
            return error
        return Settings().overridden(self._select, self._ignore)


def _toml(pyproject: Path) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        return tomllib.loads(pyproject.read_bytes().decode())
    except OSError as error:
        raise SettingsError(f"{pyproject}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{pyproject}: is not UTF-8, which TOML has to be") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{pyproject}: is not valid TOML: {error}") from None


def _settings(table: Mapping[str, Any], known_codes: Sequence[str] | None, root: Path) -> Settings:
    for key in table:
        if key not in _KEYS:
            near = difflib.get_close_matches(key.replace("_", "-"), _KEYS, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"the keys are {', '.join(f'`{k}`' for k in _KEYS)}"
            raise SettingsError(f"unknown key `{key}`: {hint}")
    exclude = _strings(table.get("exclude", []), "exclude")
    _check_globs(exclude, "exclude")
    per_file = table.get("per-file-ignores", {})
    if not isinstance(per_file, dict):
        raise SettingsError("`per-file-ignores` must be a table from globs to lists of codes")
    for glob in per_file:
        if glob.startswith("!"):
            raise SettingsError(f"`per-file-ignores`: a glob cannot begin with `!` (`{glob}`)")
    _check_globs(tuple(per_file), "per-file-ignores")
    python = table.get("python")
    if python is not None and not isinstance(python, str):
        raise SettingsError("`python` must be a string")
    return Settings(
        select=_codes(table.get("select", []), "select", known_codes),
        ignore=_codes(table.get("ignore", []), "ignore", known_codes),
        exclude=exclude,
        per_file_ignores=tuple(
            (glob, _codes(codes, f"per-file-ignores.{glob}", known_codes)) for glob, codes in per_file.items()
        ),
        python=root / python if python else None,
        root=root,
    )


def _strings(value: object, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SettingsError(f"`{key}` must be a list of strings")
    return tuple(cast("list[str]", value))


def _codes(value: object, key: str, known: Sequence[str] | None) -> tuple[str, ...]:
    codes = _strings(value, key)
    for code in codes if known is not None else ():
        if sentence := unknown_code(code, known or ()):
            raise SettingsError(f"`{key}`: {sentence}")
    return codes


def _check_globs(globs: tuple[str, ...], key: str) -> None:
    for glob in globs:
        try:
            _spec((glob,))
        except (ValueError, re.error) as error:
            raise SettingsError(f"`{key}`: `{glob}` is not a glob: {error}") from None


def _longest_prefix(code: str, prefixes: Sequence[str]) -> int:
    """Length of the longest of `prefixes` that begins `code`, or -1."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)


def _matches(globs: tuple[str, ...], relative: str | None, is_folder: bool) -> bool:
    return relative is not None and _spec(globs).match_file(relative + "/" if is_folder else relative)


@lru_cache(maxsize=256)
def _spec(globs: tuple[str, ...]) -> GitIgnoreSpec:
    # Here and not at the top: most projects have no globs, and the server's start-up counts every import.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(globs)
