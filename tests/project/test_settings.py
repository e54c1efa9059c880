"""Which rules count where."""

from __future__ import annotations

from pathlib import Path

import pytest

from linen_upgrade.project.settings import Settings, SettingsError, SettingsFinder, load_settings

CODES = ("JAX001", "LIN001", "LIN101", "LIN103", "LIN201")


def _write(folder: Path, table: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(f"[tool.linen-upgrade]\n{table}\n", encoding="utf-8")


def _selected(settings: Settings, path: Path | None = None) -> list[str]:
    return [code for code in CODES if settings.selects(code, path)]


@pytest.mark.parametrize(
    ("table", "selected"),
    [
        ("", list(CODES)),
        ('select = ["LIN"]\nignore = ["LIN1"]', ["LIN001", "LIN201"]),
        ('select = ["LIN103"]\nignore = ["LIN1"]', ["LIN103"]),
        ('select = ["LIN1"]\nignore = ["LIN103"]', ["LIN101"]),
        ('select = ["LIN1"]\nignore = ["LIN1"]', []),
        ('ignore = ["JAX", "LIN2"]', ["LIN001", "LIN101", "LIN103"]),
    ],
)
def test_the_longer_prefix_decides(tmp_path: Path, table: str, selected: list[str]) -> None:
    _write(tmp_path, table)
    assert _selected(load_settings(tmp_path, CODES)) == selected


def test_what_is_not_selected_is_not_ignored(tmp_path: Path) -> None:
    _write(tmp_path, 'select = ["LIN1"]\nignore = ["LIN103"]\nper-file-ignores = {"a.py" = ["LIN001"]}')
    settings = load_settings(tmp_path, CODES)
    path = tmp_path / "b.py"
    assert [code for code in CODES if settings.ignores(code, path)] == ["LIN103"]
    assert [code for code in CODES if settings.ignores(code, tmp_path / "a.py")] == ["LIN001", "LIN103"]


def test_globs_are_relative_to_the_file_that_holds_them(tmp_path: Path) -> None:
    _write(
        tmp_path, 'exclude = ["/old", "gen_*.py"]\nper-file-ignores = {"tests/**" = ["LIN"], "*_test.py" = ["LIN103"]}'
    )
    settings = load_settings(tmp_path / "deep" / "er", CODES)
    assert settings.root == tmp_path
    assert settings.excludes(tmp_path / "old", is_folder=True)
    assert not settings.excludes(tmp_path / "deep" / "old", is_folder=True)
    assert settings.excludes(tmp_path / "deep" / "gen_x.py")
    assert _selected(settings, tmp_path / "tests" / "a" / "b.py") == ["JAX001"]
    assert _selected(settings, tmp_path / "deep" / "a_test.py") == ["JAX001", "LIN001", "LIN101", "LIN201"]
    assert _selected(settings, tmp_path.parent / "tests" / "b.py") == list(CODES)


def test_a_command_line_overrides(tmp_path: Path) -> None:
    _write(tmp_path, 'select = ["LIN1"]\nignore = ["LIN103"]\nper-file-ignores = {"a.py" = ["LIN001"]}')

    def settings(select: tuple[str, ...], ignore: tuple[str, ...]) -> Settings:
        return SettingsFinder(CODES, select, ignore).of_folder(tmp_path / "deep")

    assert _selected(settings(("LIN0", "LIN103"), ())) == ["LIN001", "LIN103"]
    assert _selected(settings((), ("LIN101",))) == []
    assert _selected(settings(("LIN0", "LIN103"), ()), tmp_path / "a.py") == ["LIN103"]


def test_each_file_is_read_once_and_fails_the_same_each_time(tmp_path: Path) -> None:
    _write(tmp_path, "select = 3")
    finder = SettingsFinder(CODES)
    with pytest.raises(SettingsError, match="`select` must be a list of strings"):
        finder.of_folder(tmp_path / "a")
    _write(tmp_path, "")
    with pytest.raises(SettingsError, match="`select` must be a list of strings"):
        finder.of_folder(tmp_path / "b")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"[tool]\nlinen-upgrade = 3\n", r"\[tool.linen-upgrade\]: must be a table"),
        (
            b"[tool.linen-upgrade]\nper_file_ignores = {}\n",
            "unknown key `per_file_ignores`: did you mean `per-file-ignores`",
        ),
        (b"[tool.linen-upgrade]\ncolour = 1\n", "unknown key `colour`: the keys are `select`, `ignore`, `exclude`"),
        (
            b'[tool.linen-upgrade]\nselect = ["LIN13"]\n',
            "`select`: unknown rule code `LIN13`: did you mean `LIN101`, `LIN103` or `LIN201`",
        ),
        (b'[tool.linen-upgrade]\nselect = [""]\n', "`select`: unknown rule code ``: `linen-upgrade rules` lists"),
        (b'[tool.linen-upgrade]\nper-file-ignores = {"!a" = []}\n', "a glob cannot begin with `!`"),
        (b'[tool.linen-upgrade]\nexclude = ["a/***/[b"]\nselect = 1\n', "must be a list of strings"),
        (b"[tool.linen-upgrade]\nselect = [\n", "is not valid TOML"),
        (b"# \xe9\n", "is not UTF-8, which TOML has to be"),
    ],
)
def test_wrong_settings_are_a_sentence_that_names_the_file(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "pyproject.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=sentence) as raised:
        load_settings(tmp_path / "net.py", CODES)
    assert str(raised.value).startswith(f"{tmp_path / 'pyproject.toml'}: ")
