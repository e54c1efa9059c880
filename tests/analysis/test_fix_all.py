"""Fix-all takes the same findings whatever was asked before it."""

from __future__ import annotations

from linen_upgrade.analysis import FileAnalysis, file_fix
from linen_upgrade.document import Document, apply_edits

SOURCE = b"""from flax import nn

head = nn.module(lambda x: nn.Dense(x, 2))


class Net(nn.Module):
  def apply(self, x):
    return head(x)
"""


def test_a_unit_that_is_left_out_takes_no_other_with_it() -> None:
    """The unit of the import is dropped: the next one may come to lie where it lay in memory."""
    for _ in range(20):
        fixed = apply_edits(SOURCE, file_fix(FileAnalysis(Document(SOURCE)), unsafe=False).edits()).decode()
        assert "nn.Dense(2)(x)" in fixed
