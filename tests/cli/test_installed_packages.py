"""Packages that are installed beside a code base are read for what is said of their classes, and never written."""

from __future__ import annotations

from .conftest import Run, Write

LAYERS = b"""\
from flax import nn


class Block(nn.Module):
  def apply(self, x, width):
    return nn.Dense(x, width)
"""
TRAIN = b"from oldlayers import Block\n\n\ndef run(x):\n  return Block(x, 3)\n"


def test_calls_of_an_installed_class_are_found_and_stay_as_they_are(run: Run, write: Write) -> None:
    write("pyproject.toml", b'[tool.linen-upgrade]\npython = "env/bin/python"\n')
    layers = write("env/lib/python3.9/site-packages/oldlayers.py", LAYERS)
    train = write("work/train.py", TRAIN)
    found = run("check", "work")
    assert found.code == 1
    assert "LIN103" in found.text
    run("fix", "work", "--unsafe-fixes")
    assert (train.read_bytes(), layers.read_bytes()) == (TRAIN, LAYERS)


def test_a_python_that_is_no_path_is_refused(run: Run, write: Write) -> None:
    write("pyproject.toml", b"[tool.linen-upgrade]\npython = 3\n")
    write("train.py", TRAIN)
    result = run("check", "train.py")
    assert result.code == 2
    assert b"`python` must be a string" in result.err
