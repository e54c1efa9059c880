"""LIN602: which automatic names can be written out, and what is said of those that can't."""

from __future__ import annotations

import ast

import pytest

from linen_upgrade.analysis import FileAnalysis, LocatedFinding, names_fix, workspace_fix
from linen_upgrade.document import Document, apply_edits
from linen_upgrade.rewriting.findings import Applicability

HEAD = "from flax import nn\n\n\nclass Net(nn.Module):\n"

PINNED = {
    "one after the other": (
        "def apply(self, x):\n    x = nn.Conv(x, 4, (3,))\n    return nn.Dense(x, 4)",
        ["Conv_0", "Dense_1"],
    ),
    "the inner call of a nested one first": (
        "def apply(self, x):\n    return nn.Dense(nn.LayerNorm(nn.Dense(x, 4)), 4)",
        ["Dense_2", "LayerNorm_1", "Dense_0"],
    ),
    "names by hand are not counted": (
        "def apply(self, x):\n    x = nn.Dense(nn.Conv(x, 4, (3,), name='a'), 4)\n"
        "    return nn.LayerNorm(nn.Dense(x, 4))",
        ["Dense_0", "a", "LayerNorm_2", "Dense_1"],
    ),
    "a shared module takes a number": (
        "def apply(self, x):\n    d = nn.Dense.shared(features=4)\n    return nn.LayerNorm(d(d(x)))",
        ["0", "LayerNorm_1"],
    ),
    "both branches take one": (
        "def apply(self, x, n=True):\n    if n:\n      x = nn.Conv(x, 4, (3,))\n    else:\n      x = nn.Dense(x, 4)\n"
        "    return nn.LayerNorm(x)",
        ["Conv_0", "Dense_0", "LayerNorm_1"],
    ),
    "a branch that ends the method counts for nothing behind it": (
        "def apply(self, x, n=True):\n    if n:\n      return nn.Conv(x, 4, (3,))\n"
        "    return nn.LayerNorm(nn.Dense(x, 4))",
        ["Conv_0", "LayerNorm_1", "Dense_0"],
    ),
    "a loop over a range": (
        "def apply(self, x, n=3):\n    x = nn.Dense(x, 4)\n    for i in range(n):\n"
        "      x = nn.Dense(nn.LayerNorm(x), 4)\n    return nn.LayerNorm(x)",
        ["Dense_0", "f'Dense_{2 * i + 2}'", "f'LayerNorm_{2 * i + 1}'", "f'LayerNorm_{2 * n + 1}'"],
    ),
    "a loop that begins elsewhere": (
        "def apply(self, x):\n    for i in range(1, 4):\n      x = nn.Dense(x, 4)\n    return nn.LayerNorm(x)",
        ["f'Dense_{i - 1}'", "LayerNorm_3"],
    ),
    "a loop with enumerate": (
        "def apply(self, x, sizes=(3, 4)):\n    x = nn.LayerNorm(x)\n    for i, size in enumerate(sizes):\n"
        "      x = nn.Dense(x, size)\n    return x",
        ["LayerNorm_0", "f'Dense_{i + 1}'"],
    ),
    "loops in loops, of known length": (
        "def apply(self, x):\n    for i in range(2):\n      for j in range(3):\n        x = nn.Dense(x, 4)\n"
        "      x = nn.LayerNorm(x)\n    return x",
        ["f'Dense_{4 * i + j}'", "f'LayerNorm_{4 * i + 3}'"],
    ),
    "a comprehension": (
        "def apply(self, x):\n    y = nn.LayerNorm(x)\n    return sum([nn.Dense(y, 4) for k in range(3)])",
        ["LayerNorm_0", "f'Dense_{k + 1}'"],
    ),
    "a helper, called once": (
        "def apply(self, x):\n    return nn.LayerNorm(self.part(nn.Conv(x, 4, (3,))))\n\n"
        "  def part(self, x):\n    return nn.Dense(x, 4)",
        ["LayerNorm_2", "Conv_0", "Dense_1"],
    ),
    "a class that is called otherwise today": (
        "def apply(self, x):\n    return nn.SelfAttention(x, num_heads=2)",
        ["MultiHeadDotProductAttention_0"],
    ),
    "a partial": (
        "def apply(self, x):\n    conv = nn.Conv.partial(kernel_size=(3,))\n"
        "    return nn.LayerNorm(conv(x, features=4))",
        ["LayerNorm_1", "Conv_0"],
    ),
    "a conditional expression": (
        "def apply(self, x, n=True):\n    x = nn.Dense(x, 4) if n else nn.Conv(x, 4, (3,))\n    return nn.LayerNorm(x)",
        ["Dense_0", "Conv_0", "LayerNorm_1"],
    ),
}

MANUAL = {
    "behind a condition": (
        "def apply(self, x, n=True):\n    if n:\n      x = nn.Conv(x, 4, (3,))\n    return nn.Dense(x, 4)",
        "`nn.Dense(…)` in line 8 has a number that depends on what runs before it",
    ),
    "in a while": (
        "def apply(self, x):\n    while x.sum() > 0:\n      x = nn.Dense(nn.LayerNorm(x), 4)\n    return x",
        "depends on what runs before it",
    ),
    "in a loop that may go on": (
        "def apply(self, x):\n    for i in range(3):\n      if i:\n        x = nn.LayerNorm(x)\n        continue\n"
        "      x = nn.Dense(x, 4)\n    return x",
        "depends on what runs before it",
    ),
    "in a loop that may end early": (
        "def apply(self, x):\n    x = nn.LayerNorm(x)\n    for i in range(3):\n      if i:\n        continue\n"
        "      x = nn.Dense(x, 4)\n    return x",
        "depends on what runs before it",
    ),
    "a variable that is rebound": (
        "def apply(self, x):\n    for i in range(3):\n      i = i + 1\n"
        "      x = nn.Dense(nn.LayerNorm(x), 4)\n    return x",
        "depends on what runs before it",
    ),
    "a helper, called twice": (
        "def apply(self, x):\n    return nn.LayerNorm(self.part(self.part(x)))\n\n"
        "  def part(self, x):\n    return nn.Dense(x, 4)",
        "depends on what runs before it",
    ),
    "a helper called in a loop": (
        "def apply(self, x):\n    for i in range(3):\n      x = self.part(x)\n    return nn.LayerNorm(x)\n\n"
        "  def part(self, x):\n    return nn.Dense(x, 4)",
        "a loop around the call of its method",
    ),
    "in a function of its own": (
        "def apply(self, x):\n    def part(y):\n      return nn.Dense(y, 4)\n    return nn.LayerNorm(part(x))",
        "depends on what runs before it",
    ),
    "stars that may hold a name": (
        "def apply(self, x, **rest):\n    return nn.LayerNorm(nn.Dense(x, 4, **rest))",
        "may hold a name",
    ),
    "one of several classes": (
        "def apply(self, x, n=True):\n    norm = nn.LayerNorm if n else nn.GroupNorm\n    return nn.Dense(norm(x), 4)",
        "may be of several classes",
    ),
}

SILENT = {
    "one class": "def apply(self, x):\n    for _ in range(3):\n      x = nn.Dense(x, 4)\n    return x",
    "one of two classes": (
        "def apply(self, x, n=True):\n    if n:\n      return nn.Conv(x, 4, (3,))\n    return nn.Dense(x, 4)"
    ),
    "names by hand": "def apply(self, x):\n    return nn.LayerNorm(nn.Dense(x, 4, name='a'), name='b')",
    "no modules": "def apply(self, x):\n    return x + self.param('a', (3,), nn.initializers.zeros)",
    "a function that is a module today": "def apply(self, x):\n    return nn.dropout(nn.Dense(x, 4), rate=0.1)",
}


def analysed(body: str) -> FileAnalysis:
    return FileAnalysis(Document(f"{HEAD}  {body}\n".encode()))


def named(analysis: FileAnalysis) -> list[LocatedFinding]:
    return [found for found in analysis.findings() if found.finding.code == "LIN602"]


def pinned(analysis: FileAnalysis) -> str:
    edits = names_fix(analysis.workspace).changes().get(analysis.home, [])
    return apply_edits(analysis.document.source, edits).decode()


def names(source: str) -> list[str]:
    """The sources of what calls give for `name`, plain strings without quotes, from the outside in."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    calls.sort(key=lambda call: (call.lineno, call.col_offset, -(call.end_col_offset or 0)))
    given = (keyword.value for call in calls for keyword in call.keywords if keyword.arg == "name")
    return [value.value if isinstance(value, ast.Constant) else ast.unparse(value) for value in given]


@pytest.mark.parametrize("case", PINNED)
def test_names_are_those_of_flax_nn(case: str) -> None:
    body, expected = PINNED[case]
    analysis = analysed(body)
    [found] = named(analysis)
    assert analysis.applicability(found) == (Applicability.SAFE, "")
    result = pinned(analysis)
    assert names(result) == expected
    assert named(FileAnalysis(Document(result.encode()))) == []


@pytest.mark.parametrize("case", PINNED)
def test_an_upgrade_keeps_names_that_are_written_out_and_writes_none_itself(case: str) -> None:
    body, expected = PINNED[case]
    result = FileAnalysis(Document(pinned(analysed(body)).encode()))
    upgraded = apply_edits(result.document.source, workspace_fix(result.workspace, False).changes()[result.home])
    fields = [name.replace("{2 * n", "{2 * self.n") for name in expected]
    assert sorted(names(upgraded.decode())) == sorted(fields)
    plain = analysed(body)
    upgraded = apply_edits(plain.document.source, workspace_fix(plain.workspace, False).changes()[plain.home])
    assert set(names(upgraded.decode())) <= {"a", "0"}


@pytest.mark.parametrize("case", MANUAL)
def test_where_a_number_is_open_nothing_is_pinned(case: str) -> None:
    body, why = MANUAL[case]
    analysis = analysed(body)
    [found] = named(analysis)
    applicability, reason = analysis.applicability(found)
    assert applicability is Applicability.MANUAL
    assert why in reason
    assert "linen-upgrade checkpoint" in reason
    assert pinned(analysis) == analysis.document.source.decode()


@pytest.mark.parametrize("case", SILENT)
def test_names_that_stay_are_nothing_to_say(case: str) -> None:
    assert named(analysed(SILENT[case])) == []


def test_a_class_that_others_count_on_from_is_left_alone() -> None:
    body = "def apply(self, x):\n    return nn.LayerNorm(nn.Dense(x, 4))"
    heir = "\n\nclass More(Net):\n  def apply(self, x):\n    return nn.Dense(super().apply(x), 4)\n"
    analysis = FileAnalysis(Document(f"{HEAD}  {body}\n{heir}".encode()))
    reasons = {found.finding.owner: analysis.applicability(found)[1] for found in named(analysis)}
    assert "More inherits from it" in reasons["Net"]
    assert "makes submodules elsewhere" in reasons["More"]


def test_noqa_silences_it_and_leaves_the_upgrade_safe() -> None:
    source = f"{HEAD}  def apply(self, x):\n    return nn.LayerNorm(nn.Dense(x, 4))\n"
    analysis = FileAnalysis(Document(source.replace("(nn.Module):", "(nn.Module):  # noqa: LIN602").encode()))
    assert named(analysis) == []
    [definition] = [found for found in analysis.findings() if found.finding.code == "LIN101"]
    assert analysis.applicability(definition)[0] is Applicability.SAFE
