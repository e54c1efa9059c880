"""Reading source of any declared encoding, and writing it back as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from linen_upgrade.project.source_files import SourceError, decode_source, read_source, write_source


@pytest.mark.parametrize(
    ("raw", "source", "encoding"),
    [
        (b"x = 1\r\ny\r", b"x = 1\r\ny\r", "utf-8"),
        (b"\xef\xbb\xbfx = 1\n", b"x = 1\n", "utf-8"),
        (b"\xef\xbb\xbf# coding: utf-8\n", b"# coding: utf-8\n", "utf-8"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=latin-1 :\n# \xe9", None, "iso-8859-1"),
        (b"# coding=cp1252\r# \x80\r", "# coding=cp1252\r# \u20ac\r".encode(), "cp1252"),
        ("# coding: gbk\n# \u6c49\n".encode("gbk"), "# coding: gbk\n# \u6c49\n".encode(), "gbk"),
        # Only the first two lines count, and the second one only after a comment or a blank line.
        (b"\n\n# coding: latin-1\n", b"\n\n# coding: latin-1\n", "utf-8"),
        (b"x = 1\n# coding: latin-1\n", b"x = 1\n# coding: latin-1\n", "utf-8"),
    ],
)
def test_reads_as_python_does(raw: bytes, source: bytes | None, encoding: str) -> None:
    text = decode_source(raw)
    assert text.encoding == encoding
    assert text.source == (source if source is not None else raw.decode(encoding).encode())
    assert text.stored(text.source) == raw
    assert text.stored(text.source + b"z\n") == raw + b"z\n"


def test_a_character_that_the_encoding_lacks() -> None:
    text = decode_source(b"# coding: latin-1\n# \xe9\n")
    with pytest.raises(SourceError, match=r"has the character '\u20ac' \(line 3\), which iso-8859-1 does not have"):
        text.stored(text.source + "# \u20ac\n".encode())


def test_a_text_with_several_spellings_is_not_written_otherwise() -> None:
    text = decode_source(b"# coding: utf-7\nx = '+AGE-'\n")
    assert b"'a'" in text.source
    with pytest.raises(SourceError, match="cannot be written back as it was"):
        text.stored(text.source + b"y = 1\n")


def test_a_lone_surrogate_is_no_character() -> None:
    with pytest.raises(SourceError, match="half a surrogate pair"):
        decode_source(b"# coding: raw_unicode_escape\n# \\ud800\n")


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_bytes(b"old\n")
    text = read_source(path)
    path.write_bytes(b"theirs\n")
    with pytest.raises(SourceError, match="was changed by another program meanwhile"):
        write_source(path, text, b"new\n")
    assert path.read_bytes() == b"theirs\n"
    path.unlink()
    with pytest.raises(SourceError, match="cannot be written: no such file"):
        write_source(path, text, b"new\n")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_nothing_is_written_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "net.py"
    path.write_bytes(b"old\n")
    text = read_source(path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(SourceError, match="cannot be written: no space left on device"):
        write_source(path, text, b"new\n")
    assert path.read_bytes() == b"old\n"
    assert os.listdir(tmp_path) == ["net.py"]


def test_readers_see_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_bytes(b"old\n")
    with path.open("rb") as reader:
        write_source(path, read_source(path), b"new\n")
        assert reader.read() == b"old\n"
    assert path.read_bytes() == b"new\n"


@pytest.mark.parametrize("mode", [0o600, 0o755, 0o644])
def test_the_mode_stays_whatever_the_umask(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "net.py"
    path.write_bytes(b"old\n")
    path.chmod(mode)
    before = os.umask(0o077)
    try:
        write_source(path, read_source(path), b"new\n")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o7777 == mode


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder, not a file"):
        read_source(tmp_path)
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "net.py")
