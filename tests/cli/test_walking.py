"""Which files a run looks at, under which settings, and in which order."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from .conftest import NEW, OLD, Run, Write

_DEADLY = """\
import os
import sys

os.sched_getaffinity = lambda _: {0, 1}


def _hook(event, arguments):
    if event == "open" and str(arguments[0]).endswith("deadly.py"):
        os._exit(9)


sys.addaudithook(_hook)
"""
"""As sitecustomize.py: whoever opens `deadly.py` dies, as in a segmentation fault."""


def _seen(output: str) -> list[str]:
    """The files with a finding of LIN101, in the order of the output."""
    return [line.split(":")[0] for line in output.splitlines() if ": LIN101 " in line]


def test_ignored_files_are_passed_over(call: Run, write: Write, tmp_path: Path) -> None:
    for name in ("a.py", "b_pb2.py", "kept_pb2.py", "build/c.py", "sub/d.py", "sub/e.py", ".venv/f.py", "s/pyvenv.cfg"):
        write(name)
    for name in ("s/g.py", "node_modules/h.py", "notes.txt", "t/site-packages/i.py", "j.pyi"):
        write(name)
    write(".gitignore", b"*_pb2.py\n!kept_pb2.py\nbuild/\n")
    write("sub/.gitignore", b"/d.py\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert _seen(call("check").text) == ["a.py", "kept_pb2.py", "sub/e.py"]
    # What is named is meant, whoever ignores it.
    assert _seen(call("check", "b_pb2.py", "build", "notes.txt").text) == ["b_pb2.py", "build/c.py", "notes.txt"]
    # From a folder inside, the ignore files above it still count.
    assert _seen(call("check", "sub").text) == ["sub/e.py"]


def test_settings_come_from_the_nearest_pyproject(call: Run, write: Write) -> None:
    for name in ("a.py", "legacy/b.py", "tests/c.py", "own/d.py", "own/legacy/e.py", "plain/f.py"):
        write(name)
    write(
        "pyproject.toml",
        b'[tool.linen-upgrade]\nexclude = ["legacy"]\nper-file-ignores = {"tests/**" = ["LIN1"]}\n',
    )
    write("own/pyproject.toml", b"[tool.linen-upgrade]\n")
    # Without our table a pyproject.toml says nothing to us.
    write("plain/pyproject.toml", b"[project]\nname = 'p'\n")
    assert _seen(call("check").text) == ["a.py", "own/d.py", "own/legacy/e.py", "plain/f.py"]
    assert "tests/c.py:1:18: LIN001" in call("check").text
    assert _seen(call("check", "legacy/b.py").text) == ["legacy/b.py"]


def test_codes_of_the_command_line_and_of_the_settings(call: Run, write: Write) -> None:
    write("net.py")
    write("pyproject.toml", b'[tool.linen-upgrade]\nselect = ["LIN1"]\nignore = ["LIN103"]\n')

    def codes(*arguments: str) -> list[str]:
        lines = call("check", *arguments).text.splitlines()
        return [
            word for line in lines for word in line.split() if line.startswith("net.py:") and word.startswith("LIN")
        ]

    assert codes() == ["LIN101"]
    assert codes("--select", "LIN0,LIN103") == ["LIN001", "LIN103"]
    assert codes("--select", "LIN0", "--select", "LIN1", "--ignore", "LIN101") == ["LIN001", "LIN103"]
    assert codes("--ignore", "LIN101") == []


@pytest.mark.parametrize(
    ("written", "silent"),
    [
        (b"nn.Dense(  # noqa: LIN103\n    1,\n    2,\n)", True),
        (b"nn.Dense(\n    1,\n    2,\n)  # noqa: LIN103", True),
        (b"nn.Dense(\n    1,  # noqa: LIN103\n    2,\n)", False),
        (b"nn.Dense(1, 2)  # noqa", True),
        (b"nn.Dense(1, 2)  # why  # noqa:LIN1,E501", True),
        (b"nn.Dense(1, 2)  # noqa: LIN104", False),
        (b'nn.Dense(1, "# noqa")', False),
    ],
)
def test_noqa_counts_on_the_first_and_the_last_line(call: Run, written: bytes, silent: bool) -> None:
    result = call("check", "--select", "LIN103", "-", stdin=b"from flax import nn\n\ny = " + written + b"\n")
    assert result.code == (0 if silent else 1)


def test_many_files_keep_their_order(run: Run, write: Write) -> None:
    names = [f"{letter}/n{number:02}.py" for letter in "abc" for number in range(12)]
    for name in reversed(names):
        # Files of very different size, so that no process is done in the order in which it was asked.
        write(name, OLD + b"x = 1\n" * (ord(name[-4]) % 5 * 200))
    assert _seen(run("check").text) == names
    assert run("fix").code == 0
    assert _seen(run("check").text) == []


def test_each_file_once(call: Run, write: Write, tmp_path: Path) -> None:
    write("a/net.py")
    (tmp_path / "a" / "same.py").symlink_to("net.py")
    assert _seen(call("check", "a", "a/net.py", ".", tmp_path / "a").text) == ["a/net.py"]


def test_a_process_that_dies_costs_its_file_alone(run: Run, write: Write, tmp_path: Path) -> None:
    write("hook/sitecustomize.py", _DEADLY.encode())
    good = [write(f"code/n{number:02}.py") for number in range(30)]
    deadly = write("code/n15deadly.py")
    path = os.pathsep.join([str(tmp_path / "hook"), *filter(None, [os.environ.get("PYTHONPATH")])])
    result = run("fix", "code", env={"PYTHONPATH": path})
    assert result.code == 2
    assert len(result.problems) == 1
    assert result.problems[0].startswith(
        "error: code/n15deadly.py: left as it is, because of an error in linen-upgrade"
    )
    assert result.problems[0].endswith("the process that worked on it died")
    assert deadly.read_bytes() == OLD
    assert all(path.read_bytes() == NEW for path in good)
    fixed = [line.split(":")[0].strip() for line in result.text.splitlines() if line.startswith("  code/")]
    assert fixed == [f"code/n{number:02}.py" for number in range(30)]
