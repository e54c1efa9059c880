"""Any part of what is offered for a training program, alone or in any order, leaves valid Python in every file."""

from __future__ import annotations

import ast
import random
from pathlib import Path

import pytest

from linen_upgrade.analysis import CodeBase, FileAnalysis, Fix, FixKind, fixes_at, workspace_fix
from linen_upgrade.document import apply_edits
from linen_upgrade.project.settings import Settings
from linen_upgrade.project.source_files import decode_source
from linen_upgrade.project.survey import surveyed
from linen_upgrade.project.walking import FoundFile
from linen_upgrade.rewriting.findings import Applicability
from linen_upgrade.rules import rule

from .catalogue import ALL, UNRESOLVED

Sources = dict[str, bytes]
KINDS = (FixKind.ONE, FixKind.CLASS, FixKind.RULE, FixKind.FILE, FixKind.NOQA, FixKind.STEP)
SOME = [each for each in ALL if each.name in {"gan", "multi_optimizer", "resnet"}]
"""Those with the most ways to be upgraded in part."""
ALONE = {file.stem: {file.name: file} for file in UNRESOLVED.glob("*.py")}
EVERY = {
    **{each.name: {f.relative_to(each.folder).as_posix(): f for f in each.folder.rglob("*.py")} for each in ALL},
    **ALONE,
}
PROGRAMS = {name: files for name, files in EVERY.items() if name in ALONE or name in {each.name for each in SOME}}


def sources(name: str) -> Sources:
    return {home: file.read_bytes() for home, file in EVERY[name].items()}


def read(texts: Sources) -> CodeBase:
    found = {home: surveyed(FoundFile(Path(home), Settings()), decode_source(text)) for home, text in texts.items()}
    return CodeBase(Path("/code"), found)


def offers(base: CodeBase) -> list[Fix]:
    """What is offered, the unsafe ones too: one of each kind for each rule and file, and the upgrade of everything."""
    found: dict[tuple[str, ...], Fix] = {}
    for home in sorted(base.workspace.readings):
        analysis = FileAnalysis.of(base.workspace, home)
        for located in analysis.findings():
            for fix in fixes_at(analysis, located.span, unsafe=True):
                if fix.kind in KINDS and fix.applicability is not Applicability.MANUAL:
                    found.setdefault((home, located.finding.code, fix.kind), fix)
    whole = [workspace_fix(base.workspace, unsafe) for unsafe in (False, True)]
    return [*found.values(), *(fix for fix in whole if fix.findings)]


def after(texts: Sources, fix: Fix) -> Sources:
    """The files with that fix in them; all of them parse."""
    changed = {home: apply_edits(texts[home], edits) for home, edits in fix.changes().items()}
    for home, text in changed.items():
        try:
            ast.parse(text)
        except SyntaxError as error:
            pytest.fail(f"{fix.title}: {home} does not parse: {error}\n{text.decode()}")
    return {**texts, **changed}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_single_fix_leaves_valid_python(name: str) -> None:
    texts = sources(name)
    made = offers(read(texts))
    assert made
    for fix in made:
        after(texts, fix)


@pytest.mark.parametrize("name", PROGRAMS)
def test_some_fixes_in_any_order_leave_valid_python(name: str) -> None:
    chooser, texts = random.Random(name), sources(name)
    for _ in range(4):
        made = [fix for fix in offers(read(texts)) if fix.kind is not FixKind.WORKSPACE]
        if not made:
            break
        texts = after(texts, chooser.choice(made))
    after(texts, workspace_fix(read(texts).workspace, unsafe=False))


SCRIPT = b"""import jax
import jax.numpy as jnp
from flax import nn, optim


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3)


def loss_fn(model, x):
  return jnp.mean(model(x) ** 2)


x = jnp.ones((4, 2))
_, params = Net.init(jax.random.PRNGKey(0), x)
model = nn.Model(Net, params)
definition = optim.Adam(1e-3)
optimizer = definition.create(model)
grad = jax.grad(loss_fn)(optimizer.target, x)
optimizer = optimizer.apply_gradient(grad)
steps = optimizer.state.step
"""


def test_the_steps_of_a_program_are_together_the_whole() -> None:
    base = read({"train.py": SCRIPT})
    analysis = FileAnalysis.of(base.workspace, "train.py")
    statements = {statement.span.start: statement.span for statement, _ in analysis.reading.current}
    steps, whole = set(), set()
    for found in analysis.findings():
        made = {fix.kind: fix for fix in fixes_at(analysis, found.span, unsafe=True)}
        if FixKind.STEP in made:
            own = {edit for edit in made[FixKind.STEP].edits() if statements[found.base].contains(edit.span)}
            assert own, found.finding.message
            steps |= own
            whole |= {edit for edit in made[FixKind.ONE].edits() if statements[found.base].contains(edit.span)}
    assert {f.finding.code for f in analysis.findings()} >= {
        "LIN401",
        "LIN402",
        "LIN403",
        "LIN501",
        "LIN502",
        "LIN503",
        "LIN504",
    }
    assert len(steps) >= 8
    assert steps == whole


def test_a_step_says_what_has_to_follow() -> None:
    text = (
        b"from flax import nn, optim\n"
        b"def create(model):\n  definition = optim.Adam(1e-3)\n  optimizer = definition.create(model)\n"
        b"  return optimizer.target\n"
    )
    base = read({"train.py": text})
    analysis = FileAnalysis.of(base.workspace, "train.py")
    (found,) = [f for f in analysis.findings() if f.finding.code == "LIN501"]
    (step,) = [fix for fix in fixes_at(analysis, found.span) if fix.kind is FixKind.STEP]
    assert step.title.startswith("Rewrite this place alone (")
    assert step.applicability is Applicability.UNSAFE
    assert "line 4" in step.reason
    assert "line 5" in step.reason
    done = after({"train.py": text}, step)["train.py"].decode()
    assert "definition = optax.adam(1e-3" in done
    assert "definition.create(model)" in done
    assert "from flax import nn, optim" in done


def single_fixes(base: CodeBase) -> list[Fix]:
    """The safe fixes of single findings and classes in all files, and where none is left, what upgrades a file."""
    found: dict[tuple[str, str], Fix] = {}
    for home in sorted(base.workspace.readings):
        analysis = FileAnalysis.of(base.workspace, home)
        for located in analysis.findings():
            for fix in fixes_at(analysis, located.span):
                # The bare switch of an import goes with the classes of its file, and names are written on request.
                this = rule(located.finding.code)
                to_people = fix.kind is FixKind.ONE and (this.follows_classes or this.is_on_request(located.finding))
                if fix.applicability is Applicability.SAFE and not to_people:
                    found.setdefault((home, fix.key), fix)
    singles = [fix for fix in found.values() if fix.kind in (FixKind.ONE, FixKind.CLASS)]
    return singles or [fix for fix in found.values() if fix.kind is FixKind.FILE]


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("name", [name for name, files in EVERY.items() if len(files) > 1])
def test_the_sum_of_single_fixes_is_the_whole(name: str, order: int) -> None:
    chooser, texts, done = random.Random(f"{name} {order}"), sources(name), []
    whole = after(texts, workspace_fix(read(texts).workspace, unsafe=False))
    while made := single_fixes(read(texts)):
        fix = chooser.choice(made)
        texts, before = after(texts, fix), texts
        done.append(fix.title)
        assert texts != before, done
    assert len(done) < 60
    assert {home: text.decode() for home, text in texts.items()} == {
        home: text.decode() for home, text in whole.items()
    }, done


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_second_upgrade_changes_nothing(name: str, unsafe: bool) -> None:
    texts = sources(name)
    once = after(texts, workspace_fix(read(texts).workspace, unsafe))
    assert after(once, workspace_fix(read(once).workspace, unsafe)) == once
