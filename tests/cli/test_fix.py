"""`fix`: what it writes and how, what it leaves alone, and what it says of both."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from linen_upgrade.cli import fix_command
from linen_upgrade.project.source_files import write_source

from .conftest import NEW, OLD, Run, Write

TWO_RULES = b"from flax import nn\n\ny = nn.Dense(1, 2)\n"
UNSAFE = b"""\
from flax import nn


class Mlp(nn.Module):
  def apply(self, x):
    return nn.dropout(x, 0.5, deterministic=self.is_stochastic())
"""


def _git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def test_writes_and_tells(run: Run, write: Write) -> None:
    path = write("net.py")
    result = run("fix", "net.py")
    assert (result.code, result.err) == (0, b"")
    assert path.read_bytes() == NEW
    assert result.text.splitlines() == [
        "Fixed 3 findings in 1 file:",
        "  net.py: LIN001, LIN101, LIN103",
        "Next:",
        "  - Read the changes, and run your tests on today's Flax.",
    ]
    again = run("fix", "net.py")
    assert (again.code, again.text) == (0, "Nothing to upgrade.\n")


def test_diff_writes_nothing_and_can_be_applied(run: Run, write: Write, tmp_path: Path) -> None:
    path = write("a/net.py", OLD.replace(b"\n", b"\r\n"))
    result = run("fix", "--diff")
    assert result.code == 1
    assert path.read_bytes() == OLD.replace(b"\n", b"\r\n")
    assert result.problems[0] == "Would fix 3 findings in 1 file:"
    _git(tmp_path, "init", "-q")
    subprocess.run(["git", "apply", "-p0", "-"], input=result.out, cwd=tmp_path, check=True)
    assert path.read_bytes() == NEW.replace(b"\n", b"\r\n")


def test_diff_without_changes(call: Run, write: Write) -> None:
    write("net.py", NEW)
    result = call("fix", "--diff")
    assert (result.code, result.out) == (0, b"")


def test_diff_of_a_file_without_a_newline_at_its_end(call: Run, write: Write) -> None:
    write("net.py", b"from flax import nn; y = nn.Dense(1, 2)")
    assert call("fix", "--diff").out.count(b"\n\\ No newline at end of file\n") == 2


def test_json_tells_what_is_left(call: Run, write: Write) -> None:
    write("net.py")
    result = call("fix", "--output-format", "json")
    assert (result.code, result.out) == (0, b"[]\n")
    assert result.problems[0] == "Fixed 3 findings in 1 file:"


def test_ignored_rules_stay(call: Run, write: Write) -> None:
    path = write("net.py", TWO_RULES)
    assert call("fix", "--ignore", "LIN001").code == 0
    assert path.read_bytes() == b"from flax import nn\n\ny = nn.Dense(2)(1)\n"


def test_unsafe_fixes_only_on_demand(call: Run, write: Write) -> None:
    source = b"from flax import nn\n\n\nclass N(nn.Module):\n  def apply(self, x):\n    return nn.Dense(x, 3)\n"
    source = source.replace(b"Dense(x, 3)", b"Dense(x, 3)  # noqa: LIN103")
    path = write("net.py", source)
    careful = call("fix")
    assert careful.code == 1
    assert path.read_bytes() == source
    assert "(unsafe fix)" in careful.text
    assert "`linen-upgrade fix --unsafe-fixes --diff` shows" in careful.text
    call("fix", "--unsafe-fixes")
    assert b"__call__" in path.read_bytes()


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf", b"# -*- coding: latin-1 -*-\n# \xe9\n"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_encoding_mark_and_line_ends_stay(run: Run, write: Write, prefix: bytes, newline: bytes) -> None:
    path = write("net.py", (prefix + OLD).replace(b"\n", newline))
    assert run("fix").code == 0
    assert path.read_bytes() == (prefix + NEW).replace(b"\n", newline)


def test_mode_and_links_stay(call: Run, write: Write, tmp_path: Path) -> None:
    path = write("real.txt")
    path.chmod(0o751)
    link = tmp_path / "net.py"
    link.symlink_to("real.txt")
    assert call("fix").code == 0
    assert link.is_symlink()
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (NEW, 0o751)


def test_uncommitted_changes_are_not_written_over(run: Run, write: Write, tmp_path: Path) -> None:
    clean, dirty, harmless = write("clean.py"), write("dirty.py"), write("harmless.py", NEW)
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "x")
    dirty.write_bytes(OLD + b"# mine\n")
    harmless.write_bytes(NEW + b"# mine\n")
    new = write("deep/new \u00e9.py")
    shown = run("fix", "--diff")
    assert shown.code == 1
    assert shown.text.count("+++ ") == 3
    result = run("fix")
    assert result.code == 1
    assert [path.read_bytes() for path in (clean, dirty, new)] == [NEW, OLD + b"# mine\n", OLD]
    text = result.text.splitlines()
    assert text[text.index("Left alone 2 files with uncommitted changes:") + 1 :][:3] == [
        "  deep/new \u00e9.py: 3 findings",
        "  dirty.py: 3 findings",
        "Next:",
    ]
    assert "or pass `--allow-dirty`" in result.text
    # `harmless.py` would not be written, so nobody cares for its changes.
    assert "harmless" not in result.text
    assert run("fix", "--allow-dirty").code == 0
    assert [path.read_bytes() for path in (dirty, new)] == [NEW + b"# mine\n", NEW]


def test_a_work_tree_that_git_refuses(call: Run, write: Write, tmp_path: Path) -> None:
    path = write("net.py")
    (tmp_path / ".git").mkdir()
    result = call("fix")
    assert result.code == 2
    assert path.read_bytes() == OLD
    assert result.problems[0].startswith("error: net.py: is left alone: git does not tell the uncommitted changes in ")
    assert result.problems[0].endswith("; `--allow-dirty` has it written all the same")
    assert call("fix", "--allow-dirty").code == 0
    assert path.read_bytes() == NEW


def test_without_git(run: Run, write: Write, tmp_path: Path) -> None:
    path = write("net.py")
    _git(tmp_path, "init", "-q")
    result = run("fix", env={"PATH": str(tmp_path / "nothing")})
    assert result.code == 2
    assert path.read_bytes() == OLD
    assert "git is not installed" in result.problems[0]


def test_a_character_that_the_encoding_lacks_is_not_lost(call: Run, write: Write) -> None:
    # JIS has several spellings of one text; this one would not come back as it was.
    source = b'# coding: iso2022_jp\n# \x1b$B$"\x1b(B\x1b$B\x1b(B\n' + OLD
    path = write("net.py", source)
    result = call("fix")
    assert result.code == 2
    assert path.read_bytes() == source
    assert "cannot be written back as it was: save it as UTF-8" in result.problems[0]


def test_an_old_name_of_jax_that_stays_is_told_though_no_old_flax_is_left(call: Run, write: Write) -> None:
    write("net.py", OLD + b"\n\nimport jax.numpy as jnp\n\nknown = jnp.in1d(jnp.ones(2), jnp.ones(3))\n")
    result = call("fix", "net.py")
    assert "Left 1 finding" in result.text, result.text
    assert "JAX003 in line 14" in result.text, result.text
    assert result.code == 1
    assert "Nothing to upgrade" in call("check", "net.py").text


def test_an_interruption_waits_until_all_files_are_written(
    call: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A class of today tells less of how it was called: with half of the files written the others would be stuck."""
    layers, net = (
        write("layers.py", OLD),
        write("net.py", b"from layers import Net\n\nSMALL = Net.partial(features=3)\n"),
    )

    def write_and_interrupt(*arguments: Any) -> None:
        write_source(*arguments)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(fix_command, "write_source", write_and_interrupt)
    result = call("fix", ".")
    assert (result.code, result.problems[-1:]) == (130, ["Interrupted."])
    assert layers.read_bytes() == NEW
    assert b"functools.partial(Net, features=3)" in net.read_bytes()
