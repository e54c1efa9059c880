"""The module classes of a file: where they stand, and which names they give by hand."""

from __future__ import annotations

from linen_upgrade.analysis import FileAnalysis, class_rows, given_names
from linen_upgrade.document import Document

SOURCE = b"""\
from flax import nn


@register
class Net(nn.Module):
  def apply(self, x, name):
    x = nn.Dense(x, 3, name='first')
    return nn.Dense(x, 3, name="se" "cond")


class Other(nn.Module):
  def apply(self, x, i=0):
    return nn.Dense(x, 3, name=f'dense_{i}')


class Plain:
  pass
"""


def test_the_lines_of_a_class_are_its_own_and_its_decorators() -> None:
    assert class_rows(SOURCE, "Net") == {3, 4, 5, 6, 7}
    assert class_rows(SOURCE, "Plain") == {15, 16}
    assert class_rows(SOURCE, "Nothing") == set()


def test_names_given_by_hand_are_known_where_all_of_a_class_are_written_out() -> None:
    assert given_names(FileAnalysis(Document(SOURCE))) == {"Net": ["first", "second"]}
