"""Settings: those of the nearest pyproject.toml, and over them those of the editor."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from linen_upgrade.project.codes import unknown_code
from linen_upgrade.project.settings import Settings, SettingsError, SettingsFinder

SECTION = "linen-upgrade"
Warn = Callable[[str], None]
"""Tells the person one sentence."""
CodesByGlob = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class EditorSettings:
    """What the editor's settings say; a value of None leaves the decision to pyproject.toml.

    Globs are relative to the folder that is opened in the editor.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    per_file_ignores: CodesByGlob | None = None
    unsafe_fixes: bool = False
    python: str | None = None
    """The interpreter whose packages the code base imports."""
    workspace_diagnostics: bool | None = None
    """Whether files that are not open have diagnostics; None: if the client asks for them."""

    def excludes(self, path: Path, folder: Path, settings: Settings) -> bool:
        """Whether a file of an opened folder is left alone, `settings` being those of its pyproject.toml."""
        return settings.excludes(path) if self.exclude is None else _matches(self.exclude, path, folder)

    def over(self, settings: Settings, path: Path | None, folder: Path | None) -> Settings:
        """`settings`, which are those of the file's pyproject.toml, with the values that the editor's own replace."""
        if self.select is not None:
            settings = replace(settings, select=self.select)
        if self.ignore is not None:
            settings = replace(settings, ignore=self.ignore)
        if self.per_file_ignores is not None and path is not None and folder is not None:
            ignored = [codes for glob, codes in self.per_file_ignores if _matches((glob,), path, folder)]
            everywhere = ("*", tuple(code for codes in ignored for code in codes))
            settings = replace(settings, per_file_ignores=(everywhere,), root=settings.root or path.parent)
        return settings


def _matches(globs: tuple[str, ...], path: Path, folder: Path) -> bool:
    return Settings(exclude=globs, root=folder).excludes(path)


def read_editor_settings(given: object, codes: tuple[str, ...]) -> tuple[EditorSettings, list[str]]:
    """The settings that an editor sent (any JSON), and a sentence for each that is wrong and was left out.

    They may lie in a section `linen-upgrade` or at the top; keys that are not ours may belong to someone else
    and are passed over. A code is right if it is one of `codes` or the beginning of one.
    """
    if isinstance(given, Mapping):
        given = given.get(SECTION, given)
    if given is None:
        return EditorSettings(), []
    if not isinstance(given, Mapping):
        return EditorSettings(), [f"The settings of linen-upgrade must be an object, not {given!r}."]
    reader = _Reader(given, codes)
    settings = EditorSettings(
        select=reader.codes("select"),
        ignore=reader.codes("ignore"),
        exclude=reader.globs("exclude"),
        per_file_ignores=reader.codes_by_glob("perFileIgnores"),
        unsafe_fixes=reader.switch("unsafeFixes") is True,
        python=reader.path("python"),
        workspace_diagnostics=reader.switch("workspaceDiagnostics"),
    )
    return settings, reader.problems


@dataclass
class _Reader:
    """Takes single settings out of an object and notes what is wrong with them."""

    given: Mapping[str, Any]
    known: tuple[str, ...]
    problems: list[str] = field(default_factory=list)

    def codes(self, key: str) -> tuple[str, ...] | None:
        value = self._texts(key, self.given.get(key))
        return None if value is None else self._right_codes(key, value)

    def globs(self, key: str) -> tuple[str, ...] | None:
        value = self._texts(key, self.given.get(key))
        return None if value is None else tuple(glob for glob in value if self._is_glob(key, glob))

    def codes_by_glob(self, key: str) -> CodesByGlob | None:
        value = self.given.get(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self._wrong(key, "an object with a list of codes for each glob", value)
            return None
        lists = ((glob, self._texts(f"{key}.{glob}", codes)) for glob, codes in value.items())
        return tuple(
            (glob, self._right_codes(f"{key}.{glob}", codes))
            for glob, codes in lists
            if codes is not None and self._is_glob(key, glob)
        )

    def switch(self, key: str) -> bool | None:
        value = self.given.get(key)
        if value is None or isinstance(value, bool):
            return value
        self._wrong(key, "true or false", value)
        return None

    def path(self, key: str) -> str | None:
        value = self.given.get(key)
        if value is None or isinstance(value, str):
            return value or None
        self._wrong(key, "a path", value)
        return None

    def _texts(self, key: str, value: object) -> tuple[str, ...] | None:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        if value is not None:
            self._wrong(key, "a list of strings", value)
        return None

    def _right_codes(self, key: str, codes: tuple[str, ...]) -> tuple[str, ...]:
        problems = {code: unknown_code(code, self.known) for code in codes}
        self.problems += [f"The setting {SECTION}.{key}: {problem}." for problem in problems.values() if problem]
        return tuple(code for code in codes if not problems[code])

    def _is_glob(self, key: str, glob: str) -> bool:
        try:
            _matches((glob,), Path.cwd() / "file", Path.cwd())
        except (ValueError, re.error) as error:
            self.problems.append(f"The setting {SECTION}.{key}: `{glob}` is not a glob: {error}.")
            return False
        return True

    def _wrong(self, key: str, wanted: str, value: object) -> None:
        self.problems.append(f"The setting {SECTION}.{key} must be {wanted}, not {value!r}; it is not used.")


class Configuration:
    """The settings in force for each file; everything wrong with them is told once."""

    def __init__(self, warn: Warn, codes: tuple[str, ...]) -> None:
        self._warn, self._codes = warn, codes
        self._editor = EditorSettings()
        self._folders: list[Path] = []
        self._files = SettingsFinder(codes)
        self._told: set[str] = set()

    @property
    def unsafe_fixes(self) -> bool:
        """Whether fixing a whole file takes fixes that need a review, too."""
        return self._editor.unsafe_fixes

    def use_folders(self, folders: Iterable[Path | None]) -> None:
        """The folders that are opened in the editor; None is one that is not on disk."""
        self._folders = sorted((f for f in folders if f is not None), key=lambda folder: -len(folder.parts))

    def use_editor_settings(self, given: object) -> None:
        """Use the settings that the editor sent (any JSON)."""
        self._editor, problems = read_editor_settings(given, self._codes)
        if problems:
            self._tell_once(" ".join(problems))

    @property
    def editor(self) -> EditorSettings:
        """What the editor's settings say."""
        return self._editor

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that are opened in the editor, inner ones first."""
        return tuple(self._folders)

    def use(self, editor: EditorSettings) -> None:
        """Use settings of the editor that have been read already."""
        self._editor = editor

    def of_folder(self, folder: Path) -> Settings:
        """The settings by which a walk through an absolute folder leaves files out."""
        settings = self._from_pyproject(folder)
        if self._editor.exclude is None:
            return settings
        return replace(settings, exclude=self._editor.exclude, root=self._opened(folder) or folder)

    def _opened(self, path: Path) -> Path | None:
        """The opened folder that a path lies in."""
        return next((folder for folder in self._folders if folder == path or folder in path.parents), None)

    def forget_files(self) -> None:
        """Read every pyproject.toml again when it is needed next."""
        self._files = SettingsFinder(self._codes)
        self._told.clear()

    def settings_of(self, path: Path | None) -> Settings | None:
        """The settings for an absolute path (None for a text without a file); None if the file is excluded."""
        if path is None:
            return self._editor.over(Settings(), None, None)
        settings = self._from_pyproject(path.parent)
        folder = self._opened(path) or path.parent
        if self._editor.excludes(path, folder, settings):
            return None
        return self._editor.over(settings, path, folder)

    def python_of(self, root: Path) -> Path | None:
        """The interpreter that was named for the code base at `root`, in the editor or in its pyproject.toml."""
        chosen = self._editor.python
        return Path(os.path.expanduser(chosen)) if chosen is not None else self._from_pyproject(root).python

    def _from_pyproject(self, folder: Path) -> Settings:
        try:
            return self._files.of_folder(folder)
        except SettingsError as error:
            self._tell_once(f"{error}. The defaults are used instead.")
            return Settings()

    def _tell_once(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._warn(sentence)
