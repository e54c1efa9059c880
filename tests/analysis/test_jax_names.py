"""Names of JAX that are gone count beside pre-Linen Flax, and go with its last use."""

from __future__ import annotations

from pathlib import Path

import pytest

from linen_upgrade.analysis import CodeBase, FileAnalysis, FixKind, fixes_at
from linen_upgrade.analysis.summary import summary
from linen_upgrade.document import Document, Span, apply_edits
from linen_upgrade.project.settings import Settings
from linen_upgrade.rewriting.findings import Applicability

from .test_code_bases import file

IMPORT = b"from flax import nn\n"
MODEL = b"\n\nclass Net(nn.Module):\n  def apply(self, x):\n    return nn.Dense(x, 3)\n"
USE = b"import jax\n\nadd = jax.tree_multimap\n"


def codes(source: bytes, settings: Settings | None = None) -> list[str]:
    analysis = FileAnalysis(Document(source), settings)
    return [found.finding.code for found in analysis.findings()]


def test_they_are_silent_without_old_flax() -> None:
    assert codes(USE) == []
    assert codes(b"from flax import linen as nn\n" + USE) == []


@pytest.mark.parametrize("selected", ["JAX", "JAX001", "JAX0"])
def test_they_are_found_where_they_are_selected(selected: str) -> None:
    assert codes(USE, Settings(select=(selected,))) == ["JAX001"]
    assert codes(USE, Settings(select=("LIN",))) == []


def test_they_are_found_beside_old_flax_and_not_where_they_are_ignored() -> None:
    assert codes(IMPORT + USE) == ["LIN001", "JAX001"]
    assert codes(b"from flax import optim\nsgd = optim.GradientDescent()\n" + USE) == ["LIN002", "LIN501", "JAX001"]
    assert codes(IMPORT + USE, Settings(ignore=("JAX",))) == ["LIN001"]


def test_they_come_and_go_with_old_flax_as_one_types() -> None:
    document = Document(IMPORT + USE)
    analysis = FileAnalysis(document)
    for text, expected in ((b"linen as nn", []), (b"nn", ["LIN001", "JAX001"])):
        start, end = document.source.index(b"import ") + 7, document.source.index(b"\n")
        document.replace(Span(start, end), text)
        analysis.update()
        assert [found.finding.code for found in analysis.findings()] == expected
        assert sum(len(statement.positions) for statement in analysis.statements) == len(expected)


def fixed(source: bytes, token: bytes, kind: FixKind) -> bytes:
    analysis = FileAnalysis(Document(source))
    at = source.index(token)
    fix = next(f for f in fixes_at(analysis, Span(at, at + 1), unsafe=False) if f.kind is kind)
    return apply_edits(source, fix.edits())


def test_the_fix_that_takes_the_last_old_use_away_takes_them_along() -> None:
    done = fixed(IMPORT + USE + MODEL, b"apply", FixKind.CLASS)
    assert b"from flax import linen as nn" in done
    assert b"add = jax.tree_util.tree_map" in done


def test_a_fix_that_leaves_old_uses_leaves_them() -> None:
    two = IMPORT + USE + MODEL + MODEL.replace(b"Net", b"Other")
    assert b"jax.tree_multimap" in fixed(two, b"Dense", FixKind.ONE)
    trains = IMPORT + b"from flax import optim\nsgd = optim.Adam()\n" + USE + MODEL
    assert b"jax.tree_multimap" in fixed(trains, b"apply", FixKind.CLASS)
    kept = IMPORT.replace(b"\n", b"  # noqa: LIN001\n") + USE + MODEL
    assert b"jax.tree_multimap" in fixed(kept, b"Dense", FixKind.ONE)


GUARDED = """
try:
  {0}
except {1}:
  tree_map = None
"""


@pytest.mark.parametrize("error", ["ImportError", "(AttributeError, ImportError)", "Exception as error"])
@pytest.mark.parametrize("use", ["from jax import tree_multimap", "f = jax.tree_multimap", "import jax.linear_util"])
def test_what_is_tried_is_left_alone(use: str, error: str) -> None:
    text = "from flax import nn\nimport jax\n" + GUARDED.format(use, error)
    assert codes(text.encode()) == ["LIN001"]


def test_what_is_tried_for_another_reason_is_found() -> None:
    text = "from flax import nn\nimport jax\n" + GUARDED.format("f = jax.tree_multimap", "ValueError")
    assert codes(text.encode()) == ["LIN001", "JAX001"]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("def f(x: jnp.DeviceArray): pass", "JAX001"),
        ("def f(x) -> Tuple[jnp.DeviceArray, int]: pass", "JAX001"),
        ("shape: np.int = 3", "JAX001"),
        ("class A:\n  def f(self, x: 'jax.Array' = jnp.NINF) -> np.float: pass", "JAX001"),
        ("class A(nn.Module):\n  def f(self) -> jnp.DeviceArray: pass", "JAX001"),
        ("f = lambda x: jax.ops.index_update(x, 0, 1)", "JAX002"),
        ("import jax.experimental.maps", "JAX003"),
        ("x = jax.abstract_arrays.ConcreteArray", "JAX003"),
        ("x = onp.clip(onp.ones(3), a_min=0)", None),
        ("x = jnp.clip(onp.ones(3), a_min=0)", "JAX004"),
        ("jax = None\nx = jax.tree_multimap", None),
        ("def f(np): return np.float", None),
        ("x = np.float32, np.bool_, np.int64, jnp.float32", None),
        ("x = 'jax.tree_multimap'  # jax.tree_multimap", None),
    ],
)
def test_they_are_found_where_they_are_read(statement: str, code: str | None) -> None:
    head = "from flax import nn\nfrom typing import Tuple\nimport jax\nimport numpy as np, numpy as onp\n"
    text = f"{head}import jax.numpy as jnp\n{statement}\n"
    found = {name for name in codes(text.encode()) if name != "LIN001"}
    assert found == ({code} if code else set())


def code_base(**texts: bytes) -> CodeBase:
    return CodeBase(Path("/code"), {f"{name}.py": file(f"{name}.py", text) for name, text in texts.items()})


def codes_in(whole: CodeBase, home: str) -> list[str]:
    return [found.finding.code for found in FileAnalysis.of(whole.workspace, home).findings()]


NET = IMPORT + b"from arrays import add" + MODEL
ARRAYS = b"from trees import add\nimport jax\n\nzero = jax.tree_map\n"


def test_they_are_found_in_files_that_old_ones_import_themselves_or_through_others() -> None:
    whole = code_base(net=NET, arrays=ARRAYS, trees=USE, alone=USE, uses=b"import net\n" + USE)
    assert codes_in(whole, "arrays.py") == ["JAX001"]
    assert codes_in(whole, "trees.py") == ["JAX001"]
    assert "alone.py" not in whole.workspace.readings, "it has nothing to do with Flax"
    assert codes_in(whole, "uses.py") == []
    whole.update({"net.py": file("net.py", NET.replace(b"import nn", b"import linen as nn").replace(b"apply", b"f"))})
    assert codes_in(whole, "trees.py") == []


def test_a_file_that_is_read_elsewhere_counts() -> None:
    whole, here = code_base(net=NET, arrays=ARRAYS, trees=USE), code_base(trees=USE + b"from flax import linen\n")
    assert codes_in(here, "trees.py") == []
    for home in ("net.py", "arrays.py"):
        here.workspace.put_summary(home, summary(whole.workspace.readings[home]))
    here.workspace.settle()
    assert codes_in(here, "trees.py") == ["JAX001"]


def test_the_last_old_use_takes_them_along_in_the_files_that_only_it_used() -> None:
    both = b"from trees import add\n" + IMPORT + MODEL
    for other, expected in ((b"x = 1\n", {"net.py", "arrays.py", "trees.py"}), (both, {"net.py", "arrays.py"})):
        whole = code_base(net=NET, arrays=ARRAYS, trees=USE, other=other)
        place = NET.index(b"apply")
        fixes = fixes_at(FileAnalysis.of(whole.workspace, "net.py"), Span(place, place))
        (fix,) = [fix for fix in fixes if fix.kind is FixKind.CLASS]
        assert set(fix.changes()) == expected


def test_a_module_of_a_package_counts_as_imported() -> None:
    texts = {"models/net.py": NET.replace(b"from arrays import add", b"from . import arrays"), "models/arrays.py": USE}
    whole = CodeBase(Path("/code"), {home: file(home, text) for home, text in texts.items()})
    assert codes_in(whole, "models/arrays.py") == ["JAX001"]
    reading = whole.workspace.readings["models/arrays.py"]
    known = reading.revision
    linen = b"from flax import linen as nn\nfrom . import arrays\n"
    whole.update({"models/net.py": file("models/net.py", linen)})
    assert reading.revision != known, "who shows its findings has to hear of it"


def test_a_module_of_the_code_base_is_none_of_python() -> None:
    text = IMPORT + b"from collections import Mapping\n" + MODEL
    assert "JAX001" in codes(text)
    assert "JAX001" not in codes_in(code_base(net=text, collections=b"class Mapping: pass\n"), "net.py")


def test_the_last_old_use_takes_nothing_along_in_files_that_may_not_be_written() -> None:
    whole = code_base(net=NET, arrays=ARRAYS, trees=USE)
    whole.workspace.writable = frozenset({"net.py", "trees.py"})
    place = NET.index(b"apply")
    fixes = fixes_at(FileAnalysis.of(whole.workspace, "net.py"), Span(place, place))
    (fix,) = [fix for fix in fixes if fix.kind is FixKind.CLASS]
    assert set(fix.changes()) == {"net.py", "trees.py"}


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("jax.ops.index_update(\n  y, 0,  # first\n  1.)", "a comment between the arguments would be lost"),
        ("jax.ops.index_update(*y)", "which argument is which can't be told"),
        ("jax.ops.index_update(y, 0)", "which argument is which can't be told"),
        ("jax.lax.tie_in(y)", "write its second argument alone"),
    ],
)
def test_calls_that_need_a_person(call: str, reason: str) -> None:
    analysis = FileAnalysis(Document(f"import jax\nfrom flax import nn\n\nx = {call}\n".encode()))
    verdicts = [analysis.applicability(found) for found in analysis.findings() if found.finding.code != "LIN001"]
    assert [how for how, _ in verdicts] == [Applicability.MANUAL]
    assert reason in verdicts[0][1]
