"""Commands and options: help, wrong use, rules, explain, standard input."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

import pytest

from linen_upgrade import __version__

from .conftest import NEW, OLD, Run, Write


@pytest.mark.parametrize("command", [(), ("check",), ("fix",), ("rules",), ("explain",), ("server",)])
def test_help(call: Run, command: tuple[str, ...]) -> None:
    result = call(*command, "--help")
    assert result.code == 0
    assert result.err == b""
    assert result.text.startswith("Usage: linen-upgrade ")
    assert "Examples:\n  linen-upgrade " in result.text
    # Nothing is cut short, and nothing runs out of the terminal.
    assert "..." not in result.text.replace("[ARGS]...", "").replace("[PATHS]...", "")
    assert max(map(len, result.text.splitlines())) <= 80
    if command in (("check",), ("fix",)):
        assert all(f"\n  {code}  " in result.text for code in (0, 1, 2))


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(run: Run, option: str) -> None:
    result = run(option)
    assert (result.code, result.text) == (0, f"linen-upgrade {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chek"], "`chek` is not a command; did you mean `check`?"),
        (["net.py"], "`net.py` is not a command; did you mean `linen-upgrade check net.py`?"),
        (["check", "--select", "LIN9", "."], "unknown rule code `LIN9`"),
        (["check", "--select", "lin103"], "unknown rule code `lin103`: did you mean `LIN103`?"),
        (["fix", "--ignore", "LIN103,XYZ"], "unknown rule code `XYZ`: `linen-upgrade rules` lists the codes"),
        (["check", "--select", ","], "no rule code given"),
        (["check", "-", "net.py"], "`-` (standard input) cannot be mixed with other paths"),
        (["check", "--stdin-filename", "a.py", "net.py"], "--stdin-filename goes with standard input"),
        (["fix", "--diff", "--output-format", "json"], "--diff prints a diff"),
        (["fix", "-", "--output-format", "json"], "standard output holds the fixed text"),
        (["server", "--tcp", "here"], "`here` is not HOST:PORT"),
        (["explain"], "Missing argument 'RULE'"),
    ],
)
def test_wrong_use(call: Run, write: Write, arguments: list[str], sentence: str) -> None:
    path = write("net.py")
    result = call(*arguments)
    assert (result.code, result.out) == (2, b"")
    assert sentence in result.err.decode()
    assert path.read_bytes() == OLD


def test_rules_say_whether_there_is_a_fix(call: Run) -> None:
    lines = call("rules").text.splitlines()
    assert lines[0].split() == ["CODE", "NAME", "FIX", "FINDS"]
    rows = {line.split()[0]: line.split()[1:3] for line in lines[1:]}
    assert rows["LIN103"] == ["inline-submodule-call", "safe"]
    assert list(rows) == sorted(rows)


def test_rules_for_programs(call: Run) -> None:
    rows = json.loads(call("rules", "--output-format", "json").out)
    assert all(list(row) == ["code", "name", "summary", "severity", "fix", "url"] for row in rows)
    assert all(row["fix"] in ("safe", "unsafe", "none") and row["summary"] for row in rows)


@pytest.mark.parametrize("name", ["LIN103", "lin103", "inline-submodule-call"])
def test_explain_is_markdown_in_a_pipe(call: Run, name: str) -> None:
    result = call("explain", name)
    assert result.code == 0
    assert result.text.startswith("# LIN103 inline-submodule-call\n")
    assert "\n## Why\n" in result.text
    assert "\nBefore:\n\n```python\nfrom flax import nn\n" in result.text
    assert "\nAfter:\n\n```python\nfrom flax import linen as nn\n" in result.text
    # What the execution suite wants to know of an example is not for readers.
    assert not [line for line in result.text.splitlines() if line.startswith("```python ")]


def test_explain_names_the_examples_that_want_more_than_fix(call: Run) -> None:
    text = call("explain", "LIN109").text
    assert "\nAfter, with `--unsafe-fixes`:\n" in text
    assert text.index("\nAfter:\n") < text.index("\nAfter, with `--unsafe-fixes`:\n")
    assert "\nLeft alone:\n\n```python\n" in text


def test_explain_is_laid_out_in_a_terminal() -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "linen_upgrade", "explain", "LIN103"]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        # Linux tells the end of a terminal's other side by an error.
        while piece := _read(ours):
            shown += piece
    os.close(ours)
    assert process.returncode == 0
    assert b"\x1b[" in shown
    assert b"```" not in shown
    assert b"## Why" not in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("flax-nn-impor", "there is no rule `flax-nn-impor`: did you mean `flax-nn-import` or `flax-optim-import`?"),
        ("LIN20", "`LIN20` is not a rule but the beginning of several: LIN201"),
        ("XYZ", "there is no rule `XYZ`: `linen-upgrade rules` lists them"),
    ],
)
def test_explain_of_an_unknown_rule(call: Run, name: str, sentence: str) -> None:
    result = call("explain", name)
    assert (result.code, result.out) == (2, b"")
    assert result.problems[0].startswith(f"error: {sentence}")


def test_check_reads_standard_input(run: Run) -> None:
    result = run("check", "-", stdin=OLD)
    assert result.code == 1
    assert result.text.startswith("-:1:18: LIN001 ")


def test_stdin_filename_gives_name_and_settings(call: Run, write: Write) -> None:
    write("models/pyproject.toml", b'[tool.linen-upgrade]\nper-file-ignores = {"net.py" = ["LIN001", "LIN1"]}\n')
    assert call("check", "--stdin-filename", "models/net.py", stdin=OLD).code == 0
    other = call("check", "-", "--stdin-filename", "models/other.py", stdin=OLD)
    assert other.code == 1
    assert other.text.startswith("models/other.py:1:18: LIN001 ")


def test_fix_is_a_filter(run: Run) -> None:
    result = run("fix", "-", stdin=OLD.replace(b"\n", b"\r\n"))
    assert (result.code, result.out) == (0, NEW.replace(b"\n", b"\r\n"))
    assert result.problems[0] == "Fixed 3 findings in 1 file:"


@pytest.mark.parametrize("source", [b"import jax\r\nx = 1", b"", b"\xef\xbb\xbfx = (\n"])
def test_fix_as_a_filter_gives_back_what_it_has_nothing_to_do_in(run: Run, source: bytes) -> None:
    result = run("fix", "-", stdin=source)
    assert (result.code, result.out) == (0, source)


def test_fix_as_a_filter_on_what_is_no_text(run: Run) -> None:
    result = run("fix", "-", stdin=b"x = '\xe9'\n")
    assert (result.code, result.out) == (2, b"")
    assert result.problems[0].startswith("error: -: is not UTF-8 (byte 0xe9 in line 1)")


def test_fix_diff_of_standard_input(call: Run) -> None:
    result = call("fix", "--diff", "--stdin-filename", "net.py", stdin=OLD)
    assert result.code == 1
    assert result.text.startswith("--- net.py\n+++ net.py\n@@ ")


def test_standard_input_that_is_closed(run: Run) -> None:
    command = f"exec {sys.executable} -m linen_upgrade check - <&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"error: -: standard input is closed\n")


def test_old_names_of_jax_are_looked_for_everywhere_where_they_are_selected(call: Run, write: Write) -> None:
    write("tree.py", b"import jax\nadd = jax.tree_multimap\n")
    write("floats.py", b"import numpy as np\nx = np.float\n")
    assert call("check", ".").code == 0
    result = call("check", "--select", "JAX", ".")
    assert result.code == 1
    assert "tree.py:2:11: JAX001" in result.text
    assert "floats.py:2:8: JAX001" in result.text
