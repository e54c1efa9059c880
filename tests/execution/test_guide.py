"""The official guide's own code, upgraded by the tool: the guide's right side comes out, and it computes the same.

The left sides are those of "Upgrading my codebase to Linen". The guide shows pieces, so each got the imports that it
needs, and:

- dense: `base.Module` is nn.Module; `default_kernel_init`, which the guide doesn't define, is what flax.nn uses; the
  initialiser `zeros_init()` came after flax.nn, so it is `zeros`, on both sides;
- encoder: nothing else;
- resnet: nothing else; what `# [...]` leaves out stays out. Nothing calls the whole model with `train=`, so it becomes
  a field here as it does in the guide (passed there, the tool would make it an input);
- batch_norm: `# [...]` is filled in with a use of both statistics and their update; `zeros_init()` and `ones_init()` as
  above. It is judged by running, since the right side that the guide prints doesn't run;
- dropout: the guide's free function, whose `make_rng()` belongs to no module, as the `apply` of a module. It is judged
  by running.
"""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from linen_upgrade.proof.worlds import Case, Comparison, Worlds, run_all

from .command_line import findings, fix

GUIDE = Path(__file__).parent / "fixtures" / "guide"

pytestmark = pytest.mark.timeout(2700)

RUNS = {
    "dense": ("Dense", ("f32[2,28]",), {"features": "4"}),
    "dense without bias": ("Dense", ("f32[2,28]",), {"features": "4", "use_bias": "False"}),
    "encoder": ("Encoder", ("f32[2,28]",), {}),
    "resnet": ("ResNet", ("f32[2,16,16,3]",), {"stage_sizes": "(2,)", "num_filters": "8"}),
    "resnet in evaluation": (
        "ResNet",
        ("f32[2,16,16,3]",),
        {"stage_sizes": "(2,)", "num_filters": "8", "train": "False"},
    ),
    "batch_norm": ("BatchNorm", ("f32[5,3]",), {}),
    "dropout": ("Dropout", ("f32[2,28]",), {"rate": "0.4"}),
    "dropout in evaluation": ("Dropout", ("f32[2,28]",), {"rate": "0.4", "deterministic": "True"}),
}


def upgraded(name: str, folder: Path) -> Path:
    """A copy of the guide's left side, after `fix`."""
    file = Path(shutil.copy(GUIDE / f"{name}_before.py", folder / f"{name}.py"))
    fix(file)
    return file


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every left side after `fix`, by its name."""
    folder = tmp_path_factory.mktemp("guide")
    return {name: upgraded(name, folder) for name in sorted({run.split()[0] for run in RUNS})}


@pytest.fixture(scope="module")
def comparisons(files: dict[str, Path], worlds: Worlds) -> dict[str, Comparison]:
    """What running the files showed, by the name of the run."""
    cases = []
    for run, (cls, inputs, keywords) in RUNS.items():
        name = run.split()[0]
        cases.append(Case(GUIDE / f"{name}_before.py", files[name], cls, inputs, keywords))
    return dict(zip(RUNS, run_all(worlds, cases), strict=True))


class Essence(ast.NodeTransformer):
    """Takes away what is the tool's own choice.

    That is annotations and what is imported for them, and whether functools.partial goes by its full name.
    """

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | None:
        return None if node.module in ("typing", "functools") else node

    def visit_Import(self, node: ast.Import) -> ast.AST | None:
        return None if [alias.name for alias in node.names] == ["functools"] else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if ast.unparse(node) == "functools.partial":
            return ast.Name("partial", ast.Load())
        return self.generic_visit(node)


def essence(file: Path) -> str:
    """The code without layout, comments and what Essence takes away."""
    return ast.unparse(ast.fix_missing_locations(Essence().visit(ast.parse(file.read_text(encoding="utf-8")))))


@pytest.mark.parametrize("name", ["dense", "encoder", "resnet"])
def test_the_left_side_becomes_the_right_side(name: str, files: dict[str, Path]) -> None:
    assert essence(files[name]) == essence(GUIDE / f"{name}_after.py")


@pytest.mark.parametrize("run", RUNS)
def test_the_upgraded_code_computes_the_same(run: str, comparisons: dict[str, Comparison]) -> None:
    assert comparisons[run].problem == ""


def test_nothing_is_left_to_upgrade(files: dict[str, Path]) -> None:
    assert [finding for file in files.values() for finding in findings(file)] == []


def test_state_takes_the_form_that_runs(files: dict[str, Path]) -> None:
    code = essence(files["batch_norm"])
    assert "ra_mean = self.variable('batch_stats', 'mean', lambda: " in code
    assert "self.state" not in code


def test_make_rng_is_the_modules_own(files: dict[str, Path]) -> None:
    code = essence(files["dropout"])
    assert "self.make_rng('dropout')" in code
    assert "nn.make_rng" not in code
