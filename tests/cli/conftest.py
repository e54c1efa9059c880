"""The program, run as people run it: a process of its own, judged by exit code, output and files."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linen_upgrade.cli.program import program

OLD = b"""\
from flax import nn


class Net(nn.Module):
    def apply(self, x, features=8):
        return nn.Dense(x, features)
"""
"""A pre-Linen file with three findings, each with a safe fix."""

NEW = b"""\
from flax import linen as nn


class Net(nn.Module):
    features: int = 8

    @nn.compact
    def __call__(self, x):
        return nn.Dense(self.features)(x)
"""
"""What `fix` makes of OLD."""

_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2


@dataclass(frozen=True)
class Result:
    """How a run ended; `out` and `err` are the bytes that it wrote."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Standard output, for people."""
        return self.out.decode()

    @property
    def problems(self) -> list[str]:
        """The lines of standard error."""
        return self.err.decode().splitlines()


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the program in `tmp_path`. `obeying`: as one for whom file permissions count, root included."""

    def run(
        *arguments: str | Path,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        obeying: bool = False,
        cwd: Path = tmp_path,
        **more: Any,
    ) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "linen_upgrade", *map(str, arguments)],
            input=stdin,
            capture_output="stdout" not in more,
            cwd=cwd,
            env={**_plain_environment(), **(env or {})},
            preexec_fn=_obey_permissions if obeying else None,
            timeout=120,
            check=False,
            **more,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return Result(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Does as `run`, but in this process, which is ten times as fast: for what is no question of bytes or processes."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path, stdin: bytes = b"") -> Result:
        done = CliRunner().invoke(program, list(map(str, arguments)), input=stdin, prog_name="linen-upgrade")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Result(done.exit_code, done.stdout_bytes, done.stderr_bytes)

    return call


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Writes a file below `tmp_path`, with the folders that it needs."""

    def write(name: str, content: bytes = OLD) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return write


Write = Callable[..., Path]


def _plain_environment() -> dict[str, str]:
    """This process's environment, less what changes output, and with a terminal's usual width."""
    left_out = ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "PYTHONUTF8", "LC_ALL", "LANG")
    kept = {k: v for k, v in os.environ.items() if k not in left_out and not k.startswith("GIT_")}
    return {**kept, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80", "GIT_CONFIG_GLOBAL": os.devnull}


def _obey_permissions() -> None:
    """Give up, before the program starts, what lets root open every file."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
            if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "prctl")
