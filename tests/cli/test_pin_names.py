"""`fix --pin-names`: old names come along with an upgrade, alone on request, and are told about without it."""

from __future__ import annotations

import json

from .conftest import Run, Write

NET = b"""\
from flax import nn


class Part(nn.Module):
  def apply(self, x):
    return nn.LayerNorm(nn.Dense(x, 4))


class Net(nn.Module):
  def apply(self, x, deep=True):
    if deep:
      x = Part(x)
    return nn.Dense(x, 2)
"""
PINNED = b"nn.LayerNorm(nn.Dense(x, 4, name='Dense_0'), name='LayerNorm_1')"


def test_an_upgrade_says_once_what_it_means_for_checkpoints(call: Run, write: Write) -> None:
    path = write("net.py", NET)
    result = call("fix", "net.py")
    assert result.code == 0
    assert b"name=" not in path.read_bytes()
    told = [line for line in result.text.splitlines() if "checkpoint" in line]
    assert len(told) == 1
    assert "of Net and Part otherwise" in told[0]
    assert "LIN602" not in result.text.partition("Next:")[0]


def test_with_pin_names_the_upgrade_keeps_them(call: Run, write: Write) -> None:
    path = write("net.py", NET)
    result = call("fix", "--pin-names", "net.py")
    text = path.read_bytes()
    assert result.code == 0
    assert b"nn.LayerNorm(name='LayerNorm_1')(nn.Dense(4, name='Dense_0')(x))" in text
    assert b"Part()(x)" in text  # its number is certain, that of what follows is not: all names of a class or none
    assert "LIN602" in result.text.partition("Next:")[0]
    assert "of Net otherwise" in result.text
    again = call("fix", "--pin-names", "net.py")
    assert (again.code, path.read_bytes()) == (0, text)


def test_names_alone_leave_the_old_code_old(call: Run, write: Write) -> None:
    path = write("net.py", NET)
    without = call("fix", "--select", "LIN602", "net.py")
    assert path.read_bytes() == NET
    assert "--pin-names" in without.text
    result = call("fix", "--pin-names", "--select", "LIN602", "net.py")
    assert path.read_bytes() == NET.replace(b"nn.LayerNorm(nn.Dense(x, 4))", PINNED)
    assert (without.code, result.code) == (0, 0)
    assert "linen-upgrade checkpoint" in result.text  # Net's can't be written


def test_a_diff_goes_from_the_file_to_what_it_becomes(call: Run, write: Write) -> None:
    path = write("net.py", NET)
    result = call("fix", "--pin-names", "--diff", "net.py")
    assert result.code == 1
    assert path.read_bytes() == NET
    assert "-    return nn.LayerNorm(nn.Dense(x, 4))\n" in result.text
    assert "+    return nn.LayerNorm(name='LayerNorm_1')(nn.Dense(4, name='Dense_0')(x))\n" in result.text
    assert PINNED.decode() not in result.text


def test_standard_input_is_pinned_too(call: Run) -> None:
    result = call("fix", "--pin-names", "--select", "LIN602", "-", stdin=NET)
    assert PINNED in result.out


def test_names_are_an_information(call: Run, write: Write) -> None:
    write("net.py", NET)
    result = call("check", "--select", "LIN602", "--output-format", "json", "net.py")
    assert result.code == 0
    found = json.loads(result.out)
    assert [(item["severity"], item["applicability"]) for item in found] == [
        ("information", "safe"),
        ("information", "manual"),
    ]
