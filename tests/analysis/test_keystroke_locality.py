"""A keystroke costs a reading of the statement that it is in, and of what depends on what it changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linen_upgrade.analysis import FileAnalysis, reading
from linen_upgrade.document import Document, Encoding, Span

from ..laws.corpus import written
from .keystrokes import replacements
from .snapshots import fresh, snapshot

SOURCE = """\
import numpy as np
from flax import nn


class Block(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(x, width)


class Net(nn.Module):
  def apply(self, x):
    return Block(x, 3)


class Other(nn.Module):
  def apply(self, x):
    return nn.relu(x)


def plain(values):
  return np.sum(values)


def use(x):
  return Net(x)
"""


@pytest.fixture(autouse=True)
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first lines of the statements that are read in full, in order."""
    made: list[str] = []

    class Counting(reading.StatementReader):
        def __init__(self, source: bytes, node: Any, *args: Any, shallow: bool = False, **kwargs: Any) -> None:
            super().__init__(source, node, *args, shallow=shallow, **kwargs)
            if not shallow:
                made.append(source[node.start_byte : node.end_byte].decode().partition("\n")[0])

    monkeypatch.setattr(reading, "StatementReader", Counting)
    return made


def edited(analysis: FileAnalysis, old: str, new: str, readings: list[str]) -> list[str]:
    """Replace `old`, wherever it first stands; returns which statements were read for it."""
    start = analysis.document.source.index(old.encode())
    analysis.document.replace(Span(start, start + len(old.encode())), new.encode())
    readings.clear()
    analysis.update()
    read = list(readings)
    assert snapshot(analysis) == snapshot(fresh(analysis))
    return read


def heads(*names: str) -> set[str]:
    return {line for line in SOURCE.splitlines() if any(line.startswith((f"class {n}(", f"def {n}(")) for n in names)}


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("return nn.Dense(x, width)", "return nn.Dense(x, width) * 2", ["Block"]),
        ("nn.relu(x)", "nn.tanh(x)", ["Other"]),
        ("np.sum(values)", "np.sum(values) + 1", ["plain"]),
        ("return Net(x)", "return  Net(x)", ["use"]),
    ],
)
def test_an_edit_inside_a_statement_reads_that_one_again(
    old: str, new: str, names: list[str], readings: list[str]
) -> None:
    analysis = FileAnalysis(Document(SOURCE.encode()))
    assert set(edited(analysis, old, new, readings)) == heads(*names)


def test_lines_before_and_between_cost_nothing(readings: list[str]) -> None:
    analysis = FileAnalysis(Document(SOURCE.encode()))
    assert edited(analysis, "import numpy", "# first\n\n\nimport numpy", readings) == []
    assert edited(analysis, "\n\n\nclass Net", "\n# between\n\n\nclass Net", readings) == []


def test_renaming_the_import_reads_every_user_of_it(readings: list[str]) -> None:
    analysis = FileAnalysis(Document(SOURCE.encode()))
    read = edited(analysis, "import nn", "import nn as fnn", readings)
    assert set(read) == {"from flax import nn as fnn"} | heads("Block", "Net", "Other", "use")
    assert [found.finding.code for found in analysis.findings()] == ["LIN001"]


def test_a_changed_signature_reads_those_that_ask_for_it(readings: list[str]) -> None:
    analysis = FileAnalysis(Document(SOURCE.encode()))
    assert set(edited(analysis, "width=4", "width=4, bias=None", readings)) == heads("Block", "Net")


def test_undoing_an_edit_reads_nothing(readings: list[str]) -> None:
    analysis = FileAnalysis(Document(SOURCE.encode()))
    edited(analysis, "nn.relu(x)", "nn.tanh(x)", readings)
    assert edited(analysis, "nn.tanh(x)", "nn.relu(x)", readings) == []


def test_untouched_statements_keep_their_findings_as_objects() -> None:
    """What an editor was told of a statement is told again without being made again."""
    analysis = FileAnalysis(Document(SOURCE.encode()))
    before = list(analysis.statements)
    analysis.document.replace(Span(0, 0), b"# moved down\n")
    analysis.update()
    for old, new in zip(before, analysis.statements, strict=True):
        assert old.findings is new.findings
        assert old.positions is new.positions
        assert (new.row, new.start) == (old.row + 1, old.start + len(b"# moved down\n"))


def placed(analysis: FileAnalysis) -> set[tuple[str, int, str]]:
    """Every statement's text with the comments behind it, its column, and its own first line."""
    found = [statement for statement, _ in analysis.meanings()]
    return {
        (analysis.document.text(s.span), s.node.start_point[1], (s.node.text or b"").decode().partition("\n")[0])
        for s in found
    }


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_only_changed_text_is_read_where_names_and_facts_stay(data: st.DataObject, readings: list[str]) -> None:
    text = written(200, data.draw(st.integers(0, 2)))
    analysis = FileAnalysis(Document(text.encode()))
    known = placed(analysis)
    names, facts = analysis.names, analysis.workspace.facts
    edit = data.draw(replacements(text))
    analysis.document.edit([edit.as_change(text, Encoding.UTF16)], Encoding.UTF16)
    readings.clear()
    analysis.update()
    if analysis.names == names and analysis.workspace.facts == facts and not analysis.document.tree.root_node.has_error:
        assert set(readings) <= {line for _, _, line in placed(analysis) - known}


TAKES_A_CLASS = """\
from flax import nn


class Wrapper(nn.Module):
  def apply(self, x, layer):
    return layer(x, 3)


class Net(nn.Module):
  def apply(self, x):
    return Wrapper(x, nn.Dense)


def plain(values):
  return values
"""


def test_what_callers_pass_is_asked_for_again_when_it_changes(readings: list[str]) -> None:
    """`layer(x, 3)` is an old call only while some caller passes a module class for `layer`."""
    analysis = FileAnalysis(Document(TAKES_A_CLASS.encode()))
    inside = {"class Wrapper(nn.Module):", "class Net(nn.Module):"}

    def codes() -> list[str]:
        return [found.finding.code for found in analysis.findings() if found.finding.owner == "Wrapper"]

    assert codes() == ["LIN101", "LIN103"]
    assert set(edited(analysis, "nn.Dense)", "jnp.sum)", readings)) <= inside
    assert codes() == ["LIN101"]
    assert set(edited(analysis, "jnp.sum)", "nn.DenseGeneral)", readings)) == inside
    assert codes() == ["LIN101", "LIN103"]
