"""One case of the suite: a small pre-Linen file, and what its class is called with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

HEADER = """\
import functools

import jax
import jax.numpy as jnp
from flax import nn
from jax import lax


"""
NARROW = {"rtol": 1e-2, "atol": 1e-2}
"""How far results of 16 bits may be apart, which keep three digits at most."""


@dataclass(frozen=True)
class Equivalence:
    """A pre-Linen file whose class `Net` computes the same once it is upgraded.

    `label` is what facts name as their proof. Inputs are spelled as in `linen_upgrade.proof.worlds.Case`.
    """

    label: str
    source: str
    inputs: tuple[str, ...]
    tolerance: Mapping[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The old name that it is about."""
        return self.label.partition(": ")[0]

    @property
    def arguments(self) -> str:
        """What it is called with, or how it is used."""
        return self.label.partition(": ")[2]


def net(body: str, inputs: Mapping[str, str]) -> str:
    """A file with a class of that body."""
    parameters = ", ".join(["self", *inputs])
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return f"{HEADER}class Net(nn.Module):\n  def apply({parameters}):\n{lines}"


def case_of(label: str, body: str, inputs: Mapping[str, str], above: Sequence[str] = ()) -> Equivalence:
    """The case whose class has that body, and what stands above the class."""
    source = net(body, inputs)
    if above:
        source = source.replace(HEADER, HEADER + "\n\n\n".join(block.strip("\n") for block in above) + "\n\n\n")
    narrow = "bfloat16" in source or "float16" in source
    return Equivalence(label, source, tuple(inputs.values()), NARROW if narrow else {})
