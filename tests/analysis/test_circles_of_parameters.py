"""Parameters that many classes hand to one another, in circles: each has its role, however many ways lead round."""

from __future__ import annotations

import pytest

from linen_upgrade.analysis import FileAnalysis
from linen_upgrade.document import Document

CLASSES = 14
"""So many that going every way there is would take until the test's time is up, and much longer."""


def in_circles(use: str) -> bytes:
    """Classes of which each hands `flag` to all others; the first one does something with it as well, behind that."""
    lines = ["from flax import nn"]
    for number in range(CLASSES):
        calls = [f"    x = Block{other}(x, flag=flag)" for other in range(CLASSES) if other != number]
        used = [f"    {use}"] if use and number == 0 else []
        lines += [f"class Block{number}(nn.Module):", "  def apply(self, x, flag=None):", *calls, *used, "    return x"]
    return "\n".join([*lines, ""]).encode()


@pytest.mark.parametrize(
    ("use", "is_input"),
    [
        ("", False),
        ("x = x * flag[:, None]", True),
        ("x = nn.dropout(x, rate=0.5, deterministic=flag)", True),
    ],
)
def test_all_of_a_circle_have_the_same_role(use: str, is_input: bool) -> None:
    roles = FileAnalysis(Document(in_circles(use))).roles()
    for number in range(CLASSES):
        module = roles.class_of(f"Block{number}")
        assert module is not None
        assert roles.signature(module).roles["flag"].is_input is is_input
