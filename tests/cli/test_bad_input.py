"""Whatever lies in a folder: a sentence for what cannot be done, and all the rest done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .conftest import NEW, OLD, Run, Write

LATIN = b"# -*- coding: latin-1 -*-\n# caf\xe9\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x7fELF\x02\x01\x01\0\0\0", "is not Python source: it has a NUL byte in line 1"),
        (b"from flax import nn\nx = 1\0\n", "is not Python source: it has a NUL byte in line 2"),
        ("from flax import nn\n".encode("utf-16"), "is UTF-16, which Python does not read: save it as UTF-8"),
        (b"# caf\xe9\n" + OLD, "is not UTF-8 (byte 0xe9 in line 1) and declares no other encoding: save it as UTF-8"),
        (b"# coding: klingon\n" + OLD, "declares an encoding that Python cannot use: unknown encoding: klingon"),
        (b"# coding: ascii\n# \xe9\n" + OLD, "declares the encoding ascii, but is not text in it:"),
        (b"# coding: rot13\n" + OLD, "declares the encoding rot13, which Python source cannot be in: save it as UTF-8"),
        (b"# coding: utf-16\n" + OLD, "declares the encoding utf-16, which Python source cannot be in"),
        (b"\xef\xbb\xbf# coding: latin-1\n" + OLD, "declares an encoding that Python cannot use: encoding problem"),
    ],
    ids=["binary", "nul", "utf-16", "latin-1", "unknown", "not ascii", "rot13", "declared utf-16", "mark and latin-1"],
)
def test_a_file_that_is_no_text(call: Run, write: Write, content: bytes, sentence: str) -> None:
    bad, good = write("bad.py", content), write("good.py")
    result = call("fix")
    assert result.code == 2
    assert result.problems[0].startswith(f"error: bad.py: {sentence}")
    assert len(result.problems) == 1
    assert (bad.read_bytes(), good.read_bytes()) == (content, NEW)


def test_a_file_in_the_encoding_it_declares(run: Run, write: Write) -> None:
    path = write("net.py", LATIN + OLD)
    assert run("fix").code == 0
    assert path.read_bytes() == LATIN + NEW


def test_what_cannot_be_read(run: Run, write: Write, tmp_path: Path) -> None:
    write("closed.py").chmod(0)
    (tmp_path / "broken.py").symlink_to("/proc/self/mem")
    write("private/net.py")
    (tmp_path / "private").chmod(0)
    good = write("good.py")
    try:
        result = run("fix", obeying=True)
    finally:
        (tmp_path / "private").chmod(0o755)
    assert result.code == 2
    assert sorted(result.problems) == [
        "error: broken.py: cannot be read: input/output error",
        "error: closed.py: cannot be read: permission denied",
        "error: private: this folder cannot be opened: permission denied",
    ]
    assert good.read_bytes() == NEW


def test_what_cannot_be_written(run: Run, write: Write, tmp_path: Path) -> None:
    write("protected.py").chmod(0o444)
    shut = write("shut/net.py")
    shut.parent.chmod(0o555)
    good = write("good.py")
    result = run("fix", obeying=True)
    shut.parent.chmod(0o755)
    assert result.code == 2
    assert result.problems == [
        "error: protected.py: is write-protected and is left alone",
        "error: shut/net.py: cannot be written: permission denied",
    ]
    assert [path.read_bytes() for path in (tmp_path / "protected.py", shut, good)] == [OLD, OLD, NEW]
    assert os.listdir(shut.parent) == ["net.py"]


def test_a_write_protected_file_is_left_alone_even_by_root(call: Run, write: Write) -> None:
    path = write("net.py")
    path.chmod(0o444)
    result = call("fix")
    assert (result.code, result.problems[0]) == (2, "error: net.py: is write-protected and is left alone")
    assert path.read_bytes() == OLD


def test_paths_that_lead_nowhere(call: Run, write: Write, tmp_path: Path) -> None:
    write("good.py")
    (tmp_path / "loop.py").symlink_to("loop.py")
    os.mkfifo(tmp_path / "pipe.py")
    result = call("check", "nowhere", "loop.py", "pipe.py", "good.py")
    assert result.code == 2
    assert result.problems == [
        "error: nowhere: no such file or folder",
        "error: loop.py: cannot be opened: too many levels of symbolic links",
        "error: pipe.py: is not a regular file; pipe its text in and pass `-` instead",
    ]
    assert "3 findings in 1 file" in result.text


def test_loops_and_dead_links_in_a_folder(call: Run, write: Write, tmp_path: Path) -> None:
    write("a/net.py")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "loop.py").symlink_to("loop.py")
    (tmp_path / "a" / "dead.py").symlink_to("nowhere.py")
    result = call("check")
    assert (result.code, result.err) == (1, b"")
    assert result.text.count("LIN101") == 1


def test_folders_called_like_files(call: Run, write: Write) -> None:
    inner = write("x.py/x.py/x.py")
    assert call("fix", "x.py").code == 0
    assert inner.read_bytes() == NEW


def test_a_file_that_does_not_parse_keeps_findings_and_fixes(call: Run, write: Write) -> None:
    path = write("net.py", OLD + b"\n\ndef broken(:\n    pass\n\n\nx = nn.Dense(1, 2)\n")
    checked = call("check", "--select", "LIN103")
    assert checked.text.count(": LIN103 ") == 2
    assert checked.problems == ["note: net.py: syntax error in line 9: what is old in that statement may not be found"]
    call("fix")
    assert path.read_bytes().startswith(NEW)
    assert b"def broken(:\n    pass\n" in path.read_bytes()


def test_a_lone_carriage_return_is_a_known_limit(call: Run) -> None:
    result = call("check", "-", stdin=b'from flax import nn\rx = "a"\r')
    # tree-sitter ends no line there, and takes `x` for a statement on the import's own line.
    assert result.code == 1
    assert result.text.startswith("-:1:18: LIN001 ")
    assert result.problems == ["note: -: syntax error in line 1: what is old in that statement may not be found"]


def test_a_statement_that_does_not_parse_says_why_it_has_no_fix(call: Run, write: Write) -> None:
    source = OLD.replace(b"        return", b"        y = = 3\n        return")
    path = write("net.py", source)
    checked = call("check")
    assert checked.code == 1
    assert "= no fix: the statement has a syntax error: mend that first" in checked.text
    fixed = call("fix")
    assert fixed.code == 1
    assert path.read_bytes() == source
    assert "the statement has a syntax error: mend that first" in fixed.text


@pytest.mark.parametrize("line", [b"D = '" + b"\xc3\xa9" * 5_000_000 + b"'\n", b"D = [" + b"12345, " * 50_000 + b"]\n"])
def test_ten_megabytes_and_long_lines(run: Run, write: Write, line: bytes) -> None:
    path = write("net.py", OLD + b"\n\n" + line)
    assert run("fix").code == 0
    assert path.read_bytes() == NEW + b"\n\n" + line


def test_one_line(call: Run, write: Write) -> None:
    path = write("net.py", b"from flax import nn; y = nn.Dense(1, 2)")
    assert call("fix").code == 0
    assert path.read_bytes() == b"from flax import linen as nn; y = nn.Dense(2)(1)"


def test_wrong_settings_cost_only_their_own_folder(call: Run, write: Write) -> None:
    write("bad/pyproject.toml", b'[tool.linen-upgrade]\nselect = "LIN103"\n')
    left = write("bad/net.py")
    write("bad/deep/net.py")
    good = write("good/net.py")
    # Told once, however many paths it spoils.
    result = call("fix", "bad", "bad/deep", "bad/net.py", "good")
    assert result.code == 2
    assert len(result.problems) == 1
    assert result.problems[0].endswith("pyproject.toml: [tool.linen-upgrade]: `select` must be a list of strings")
    assert (left.read_bytes(), good.read_bytes()) == (OLD, NEW)


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        (b"slect = []", "unknown key `slect`: did you mean `select`?"),
        (b'ignore = ["LIN9"]', "`ignore`: unknown rule code `LIN9`"),
        (b'exclude = "a"', "`exclude` must be a list of strings"),
        (b"per-file-ignores = []", "`per-file-ignores` must be a table from globs to lists of codes"),
        (b'per-file-ignores = {"a.py" = ["X"]}', "`per-file-ignores.a.py`: unknown rule code `X`"),
    ],
)
def test_wrong_settings(call: Run, write: Write, toml: bytes, sentence: str) -> None:
    write("pyproject.toml", b"[tool.linen-upgrade]\n" + toml)
    result = call("check", "-", stdin=OLD)
    assert (result.code, result.out) == (2, b"")
    assert f"pyproject.toml: [tool.linen-upgrade]: {sentence}" in result.problems[0]


def test_settings_that_are_no_toml(call: Run, write: Write) -> None:
    write("pyproject.toml", b"[tool.linen-upgrade\n")
    write("net.py")
    result = call("check")
    assert (result.code, result.out) == (2, b"")
    assert "pyproject.toml: is not valid TOML: " in result.problems[0]
