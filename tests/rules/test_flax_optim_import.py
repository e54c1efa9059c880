"""LIN002: what becomes of a statement that imports flax.optim, and when it has to stay."""

from __future__ import annotations

import pytest

from linen_upgrade.analysis import FileAnalysis, file_fix
from linen_upgrade.document import Document, Span, apply_edits
from linen_upgrade.rewriting.dropped_imports import without_dropped
from linen_upgrade.rewriting.findings import Applicability
from linen_upgrade.rewriting.imports import import_edits
from linen_upgrade.rewriting.names import NeededImport

GOES = {
    "alone": ("import jax\nfrom flax import optim\nx = 1\n", "import jax\nx = 1\n"),
    "first of names": ("from flax import optim, struct\n", "from flax import struct\n"),
    "last of names": ("from flax import struct, optim\n", "from flax import struct\n"),
    "among names": ("from flax import jax_utils, optim as o, struct\n", "from flax import jax_utils, struct\n"),
    "two of three": ("from flax.optim import Adam, adam\nimport jax\n", "import jax\n"),
    "in parentheses": ("from flax import (\n    optim,\n    struct,\n)\n", "from flax import (\n    struct,\n)\n"),
    "last in parentheses": ("from flax import (\n    struct,\n    optim)\n", "from flax import (\n    struct)\n"),
    "beside others": ("import os, flax.optim as optim, sys\n", "import os, sys\n"),
    "behind a semicolon": ("import os; from flax import optim\n", "import os; pass\n"),
    "with a comment": ("import jax\nfrom flax import optim  # old\nx = 1\n", "import jax\n# old\nx = 1\n"),
    "under a comment in a block": (
        "def f():\n  # old\n  from flax import optim  # as well\n",
        "def f():\n  # old\n  pass  # as well\n",
    ),
    "between comments": (
        "from flax import (\n    jax_utils,  # one\n    optim,  # two\n    struct,  # three\n)\n",
        "from flax import (\n    jax_utils,  # one\n      # two\n    struct,  # three\n)\n",
    ),
    "last, under a comment": (
        "from flax import (\n    struct,\n    # old\n    optim\n)\n",
        "from flax import (\n    struct,\n    # old\n    \n)\n",
    ),
    "between blank lines": ("import jax\n\nfrom flax import optim\n\n\nx = 1\n", "import jax\n\n\nx = 1\n"),
    "in front": ("from flax import optim\n\n\nx = 1\n", "x = 1\n"),
    "under a title": ('"""Title."""\n\nfrom flax import optim\n\nx = 1\n', '"""Title."""\n\nx = 1\n'),
    "alone in a block": ("def f():\n  from flax import optim\n", "def f():\n  pass\n"),
    "in a block": ("def f():\n  from flax import optim\n  return 1\n", "def f():\n  return 1\n"),
    "twice": ("import jax\nfrom flax import optim\nimport flax.optim\n", "import jax\n"),
    "what moved": ("from flax.optim import DynamicScale\nimport jax\n", "import jax\n"),
    "lines of another system": (
        "import jax\r\n\r\nfrom flax import optim\r\n\r\nx = 1\r\n",
        "import jax\r\n\r\nx = 1\r\n",
    ),
    "no end of line": ("import jax\nfrom flax import optim", "import jax\n"),
}


def fixed(source: str, unsafe: bool = False) -> str:
    analysis = FileAnalysis(Document(source.encode()))
    return apply_edits(source.encode(), file_fix(analysis, unsafe).edits()).decode()


@pytest.mark.parametrize("name", GOES)
def test_an_import_that_nothing_uses_goes(name: str) -> None:
    before, after = GOES[name]
    assert fixed(before) == after
    assert FileAnalysis(Document(after.encode())).findings() == []


MOVES = {
    "from flax.optim import DynamicScale\nprint(DynamicScale)\n": (
        "from flax.training.dynamic_scale import DynamicScale\nprint(DynamicScale)\n"
    ),
    "from flax.optim import ModelParamTraversal as M\nimport jax\nprint(M)\n": (
        "from flax.traverse_util import ModelParamTraversal as M\nimport jax\nprint(M)\n"
    ),
    "import flax.optim\nprint(flax.struct)\n": "import flax\nprint(flax.struct)\n",
    "import flax\nimport flax.optim\nprint(flax.struct)\n": "import flax\nprint(flax.struct)\n",
    "import flax.linen\nimport flax.optim\nprint(flax.struct)\n": "import flax.linen\nprint(flax.struct)\n",
    "from flax.optim import dynamic_scale\nprint(dynamic_scale.DynamicScale())\n": (
        "from flax.training.dynamic_scale import DynamicScale\nprint(DynamicScale())\n"
    ),
}


@pytest.mark.parametrize(("before", "after"), MOVES.items())
def test_what_flax_has_elsewhere_is_imported_from_there(before: str, after: str) -> None:
    assert fixed(before) == after


STAYS = {
    "from flax import optim\ndef f(o: optim.OptimizerState): pass\n": "`optim.OptimizerState` is still used in line 2",
    "from flax import optim\nopt = optim.Adam()\n": "`optim.Adam` is still used in line 2",
    "from flax import optim\nopt = optim.Adam(1)  # noqa: LIN501\n": "`optim.Adam` is still used in line 2",
    "from flax import optim\nuse(optim)\n": "`optim` is still used in line 2",
    "import flax.optim\nuse(flax.optim)\n": "`flax.optim` is still used in line 2",
    "from flax.optim import *\n": "name what is used",
    "from flax import (  # old\n  optim)\n": "comments stand",
    "try:\n  from flax import optim\nexcept ImportError:\n  pass\n": "must go with it",
}


@pytest.mark.parametrize(("source", "reason"), STAYS.items())
def test_an_import_stays_while_it_is_needed(source: str, reason: str) -> None:
    analysis = FileAnalysis(Document(source.encode()))
    found = next(f for f in analysis.findings() if f.finding.code == "LIN002")
    applicability, why = analysis.plan().closure(found).verdict
    assert applicability is Applicability.MANUAL
    assert reason in why
    assert fixed(source, unsafe=True) == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import flax\ndef f(o: flax.optim.Optimizer) -> flax.optim.OptimizerState: pass\n", ["LIN203", "LIN002"]),
        ("import flax\nprint(isinstance(1, flax.optim.Optimizer))\n", ["LIN203"]),
        ("import optax\nfrom torch import optim\ndef f(o: optim.Optimizer): pass\n", []),
        ("def f(flax): return flax.optim.Optimizer\n", []),
    ],
)
def test_what_held_parameters_is_found_wherever_it_is_named(source: str, expected: list[str]) -> None:
    codes = [found.finding.code for found in FileAnalysis(Document(source.encode())).findings()]
    assert codes == expected


def test_the_import_of_optax_stands_where_it_belongs() -> None:
    source = "import flax\nfrom flax import optim\nimport numpy as np\n\n\nx = optim.Adam(np.pi)\n"
    assert fixed(source, unsafe=True) == "import flax\nimport numpy as np\nimport optax\n\n\nx = optax.adam(np.pi)\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from flax import jax_utils, optim, struct\n", "from flax import jax_utils, linen, struct\n"),
        ("from flax import jax_utils, optim\n", "from flax import jax_utils, linen\n"),
        ("from flax import optim, struct\n", "from flax import linen, struct\n"),
        ("from flax import core, optim\n", "from flax import core, linen\n"),
        ("import os\nfrom flax import optim\n", "import os\n\nfrom flax import linen\n"),
    ],
)
def test_a_name_joins_where_another_one_goes(before: str, after: str) -> None:
    document = Document(before.encode())
    at = before.index("optim")
    additions = import_edits(document, [NeededImport("flax", "linen", None)], "\n")
    edits = without_dropped(document, {Span(at, at + 5)}, additions)
    assert apply_edits(before.encode(), edits).decode() == after
