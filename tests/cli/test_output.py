"""What `check` prints: JSON for programs, marked source lines for people."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from linen_upgrade.cli import check_command

from .conftest import OLD, Run, Write

KEYS = ["path", "code", "name", "message", "severity", "range", "applicability", "reason", "url"]


def _findings(output: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(output)
    return found


def test_json_has_the_promised_keys(call: Run, write: Write) -> None:
    write("models/net.py")
    result = call("check", "--output-format", "json", ".")
    found = _findings(result.out)
    assert result.code == 1
    assert [list(finding) for finding in found] == [KEYS] * 3
    assert [finding["code"] for finding in found] == ["LIN001", "LIN101", "LIN103"]
    assert found[2] | {"message": "", "url": ""} == {
        "path": "models/net.py",
        "code": "LIN103",
        "name": "inline-submodule-call",
        "message": "",
        "severity": "warning",
        "range": {"start": {"line": 5, "character": 15}, "end": {"line": 5, "character": 23}},
        "applicability": "safe",
        "reason": "",
        "url": "",
    }
    assert found[0]["severity"] == "error"
    assert all(finding["message"] and finding["url"].startswith("https://") for finding in found)


def test_json_says_why_there_is_no_safe_fix(call: Run, write: Write) -> None:
    write("net.py", OLD.replace(b"return nn.Dense(x, features)", b"return nn.Dense(x, features) + self.get_param('w')"))
    for finding in _findings(call("check", "--output-format", "json").out):
        assert (finding["applicability"] == "safe") == (not finding["reason"])


def test_json_of_nothing_is_an_empty_list(call: Run, write: Write) -> None:
    write("net.py", b"import flax\n")
    result = call("check", "--output-format", "json")
    assert (result.code, _findings(result.out), result.err) == (0, [], b"")


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_json_counts_characters_in_utf16(call: Run, write: Write, newline: bytes) -> None:
    source = 'from flax import nn\nx = "\U0001f40d\U0001f40d\u00e9" + nn.Dense(1, 2)\n'.encode()
    write("net.py", b"\xef\xbb\xbf" + source.replace(b"\n", newline))
    found = _findings(call("check", "--output-format", "json").out)
    spans = {finding["code"]: finding["range"] for finding in found}
    assert spans["LIN001"]["start"] == {"line": 0, "character": 17}
    # Two snakes are four units, and the mark at the file's beginning is no character.
    assert spans["LIN103"] == {"start": {"line": 1, "character": 14}, "end": {"line": 1, "character": 22}}


def test_json_is_ascii_whatever_the_path(run: Run, write: Write) -> None:
    write("mod\u00e8les/r\u00e9seau.py")
    result = run("check", "--output-format", "json", env={"PYTHONIOENCODING": "ascii"})
    assert result.out.isascii()
    assert {finding["path"] for finding in _findings(result.out)} == {"mod\u00e8les/r\u00e9seau.py"}


def test_text_marks_the_range(call: Run, write: Write) -> None:
    write("net.py")
    result = call("check", "--select", "LIN103", "net.py")
    assert result.code == 1
    assert result.text.splitlines()[1:] == [
        "  |",
        "6 |         return nn.Dense(x, features)",
        "  |                ^^^^^^^^",
        "",
        "1 finding in 1 file, 1 fixable with `linen-upgrade fix`",
    ]
    assert result.text.startswith("net.py:6:16: LIN103 `nn.Dense")


def test_text_marks_the_range_after_wide_characters_and_tabs(call: Run, write: Write) -> None:
    write("net.py", 'from flax import nn\nif 1:\n\tx = "\U0001f40d"; y =\tnn.Dense(1, 2)\n'.encode())
    lines = call("check", "--select", "LIN103", "net.py").text.splitlines()
    # A tab goes to the next multiple of four; the snake is two cells wide, and one code point.
    assert lines[2] == '3 |     x = "\U0001f40d"; y =   nn.Dense(1, 2)'
    assert lines[3] == "  | " + " " * 20 + "^^^^^^^^"
    assert lines[0].startswith("net.py:3:15: ")


def test_text_never_sends_control_characters_to_the_terminal(call: Run, write: Write) -> None:
    write("net.py", b'from flax import nn\nx = "\x1b[31m"; y = nn.Dense(1, 2)\n')
    result = call("check", "--select", "LIN103", "net.py")
    assert "\x1b" not in result.text
    assert 'x = "\ufffd[31m"' in result.text


def test_text_in_a_terminal_without_unicode(run: Run, write: Write) -> None:
    write("net.py", 'from flax import nn\nx = "\u00e9"; y = nn.Dense(1, 2)\n'.encode())
    result = run("check", "net.py", env={"PYTHONIOENCODING": "ascii"})
    assert result.code == 1
    assert b'x = "\\xe9"' in result.out


def test_long_lines_are_cut_around_the_range(call: Run, write: Write) -> None:
    write(
        "net.py",
        b"from flax import nn; a = '" + b"\xc3\xa9" * 5000 + b"'; y = nn.Dense(1, 2); b = '" + b"z" * 9000 + b"'\n",
    )
    lines = call("check", "--select", "LIN103", "net.py").text.splitlines()
    assert all(len(line) < 400 for line in lines)
    start = lines[3].index("^")
    assert lines[2][start : start + 8] == "nn.Dense"
    assert "\ufffd" not in lines[2]
    assert lines[2].count("…") == 2


def test_colour_when_asked_for(run: Run, write: Write) -> None:
    write("net.py")
    assert b"33m" in run("check", env={"FORCE_COLOR": "1"}).out
    assert b"33m" not in run("check", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out


def test_nothing_found(call: Run, write: Write) -> None:
    write("net.py", b"import jax\n")
    result = call("check")
    assert (result.code, result.text, result.err) == (0, "Nothing to upgrade in 1 file.\n", b"")


def test_nothing_to_look_at(call: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = call("check", "empty")
    assert (result.code, result.out, result.problems) == (0, b"", ["No Python files in empty."])


def test_a_full_disk_is_a_failure(run: Run, write: Write) -> None:
    write("net.py")
    with open("/dev/full", "wb") as full:
        result = run("check", stdout=full, stderr=subprocess.PIPE)
    assert result.code == 2
    assert result.problems == ["error: the output cannot be written: no space left on device"]


def test_a_reader_that_has_seen_enough_is_no_error(run: Run, write: Write) -> None:
    write("net.py", b"from flax import nn\n" + b"y = nn.Dense(1, 2)\n" * 50)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = run("check", stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert result.code != 0
    assert result.err == b""


def test_an_interruption_is_not_taken_for_findings(call: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_command, "check", interrupted)
    result = call("check")
    assert (result.code, result.problems) == (130, ["Interrupted."])
