"""The laws of rewriting over files of requirements: random ones, each beside code, with every kind of fix."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linen_upgrade.analysis import Fix, FixKind, Workspace, file_reading, fixes_at, new_document, workspace_fix
from linen_upgrade.analysis.live import FileAnalysis
from linen_upgrade.document import Encoding, apply_edits
from linen_upgrade.project.requirements import requirements
from linen_upgrade.project.settings import Settings
from linen_upgrade.rewriting.findings import Applicability
from linen_upgrade.rules import rule

Files = Mapping[str, bytes]

OLD = b"from flax import nn\n\n\nclass Net(nn.Module):\n  def apply(self, x):\n    return nn.Dense(x, 3)\n"
MORE = b"import optax\nfrom flax import nn\n\n\nclass More(nn.Module):\n  def apply(self, x):\n    return nn.relu(x)\n"
LEFT = b"from flax import nn\n\nmodel = nn.Model(None, {})\n"
NEW = b"from flax import linen as nn\nimport optax\n"

NAMES = ("flax", "Flax", "jax", "jaxlib", "numpy", "optax", "torch")
VERSIONS = ("", "==0.3.4", ">=0.1", "~=0.3.1", "<0.4", " >= 0.2, <0.3", "==0.12.8", "==0.1.*", "!=0.2,<0.4")
COMMENTS = ("", "  # why", "  # noqa: LIN003", " # noqa")


@st.composite
def lines(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Requirements with comments behind them."""
    one = st.tuples(st.sampled_from(NAMES), st.sampled_from(VERSIONS), st.sampled_from(COMMENTS))
    return [(name + versions, comment) for name, versions, comment in draw(st.lists(one, min_size=1, max_size=5))]


def as_text(listed: list[tuple[str, str]]) -> str:
    return "# all\n-r other.txt\n" + "".join(f"{text}{comment}\n" for text, comment in listed)


def as_toml(listed: list[tuple[str, str]]) -> str:
    return "[project]\ndependencies = [\n" + "".join(f'  "{text}",{comment}\n' for text, comment in listed) + "]\n"


def as_cfg(listed: list[tuple[str, str]]) -> str:
    return "[options]\ninstall_requires =\n" + "".join(f"  {text}{comment}\n" for text, comment in listed)


def as_yaml(listed: list[tuple[str, str]]) -> str:
    return "dependencies:\n- pip:\n" + "".join(f"  - {text}{comment}\n" for text, comment in listed)


def as_script(listed: list[tuple[str, str]]) -> str:
    items = "".join(f"  '{text}',{comment}\n" for text, comment in listed)
    return f"from setuptools import setup\n\nsetup(install_requires=[\n{items}])\n"


FORMS = {
    "requirements.txt": as_text,
    "pyproject.toml": as_toml,
    "setup.cfg": as_cfg,
    "environment.yml": as_yaml,
    "setup.py": as_script,
}


@st.composite
def code_bases(draw: st.DrawFn) -> dict[str, bytes]:
    """Some code, old or new, and one or two files of requirements, in either kind of line ends."""
    names = draw(st.lists(st.sampled_from(sorted(FORMS)), min_size=1, max_size=2, unique=True))
    files = {name: FORMS[name](draw(lines())).encode() for name in names}
    if draw(st.booleans()):
        files = {name: text.replace(b"\n", b"\r\n") for name, text in files.items()}
    return files | draw(
        st.sampled_from(({}, {"a.py": OLD}, {"a.py": OLD, "b.py": MORE}, {"a.py": LEFT}, {"a.py": NEW}))
    )


def read(files: Files) -> Workspace:
    workspace = Workspace()
    for name, text in files.items():
        path = Path(name)
        workspace.put(name, file_reading(new_document(text, path), Settings(), path, Encoding.UTF16))
    workspace.settle()
    return workspace


def applied(files: Files, fix: Fix) -> dict[str, bytes]:
    return {**files, **{name: apply_edits(files[name], edits) for name, edits in fix.changes().items()}}


def prints(workspace: Workspace) -> Counter[tuple[str, str, str]]:
    kept = (found for name in workspace.readings for found in FileAnalysis.of(workspace, name).findings())
    return Counter((found.home, found.finding.code, found.finding.message) for found in kept)


def offers(workspace: Workspace, *kinds: FixKind) -> Iterator[Fix]:
    """The fixes of those kinds that can be made, each as often as it is offered."""
    for name in sorted(workspace.readings):
        analysis = FileAnalysis.of(workspace, name)
        for found in analysis.findings():
            for fix in fixes_at(analysis, found.span):
                if fix.kind in kinds and fix.applicability is not Applicability.MANUAL:
                    yield fix


def is_alone(fix: Fix) -> bool:
    """Whether it is the import switch, which fix-all never makes without the classes."""
    return fix.kind is FixKind.ONE and rule(fix.key.split(":")[1]).follows_classes


@settings(max_examples=60, deadline=None)
@given(code_bases())
def test_what_a_fix_leaves_is_what_was_there_less_what_it_carried(files: dict[str, bytes]) -> None:
    workspace = read(files)
    before = prints(workspace)
    for fix in offers(workspace, FixKind.ONE, FixKind.CLASS):
        carried = Counter((f.home, f.finding.code, f.finding.message) for f in fix.findings)
        after = read(applied(files, fix))
        is_old = any(file.uses_old_flax or file.asks_for_old_flax for file in after.readings.values())
        left = before - carried
        # What counts only in code bases with pre-Linen Flax is gone with the last of that.
        expected = left if is_old else Counter({k: n for k, n in left.items() if k[1] != "LIN003"})
        assert {k: n for k, n in prints(after).items() if k[1] == "LIN003"} == {
            k: n for k, n in expected.items() if k[1] == "LIN003"
        }, fix.title


@settings(max_examples=60, deadline=None)
@given(code_bases(), st.integers(0, 3))
def test_any_order_gives_the_text_of_fix_all(files: dict[str, bytes], seed: int) -> None:
    chooser, whole, left = random.Random(seed), workspace_fix(read(files), unsafe=False), dict(files)
    for _ in range(40):
        workspace = read(left)
        candidates = [
            fix
            for fix in offers(workspace, FixKind.ONE, FixKind.CLASS)
            if fix.applicability is Applicability.SAFE and not is_alone(fix)
        ]
        if not candidates:
            break
        left = applied(left, chooser.choice(candidates))
    assert applied(left, workspace_fix(read(left), unsafe=False)) == applied(files, whole)


@pytest.mark.parametrize("unsafe", [False, True])
@settings(max_examples=60, deadline=None)
@given(files=code_bases())
def test_fixing_what_is_fixed_changes_nothing(files: dict[str, bytes], unsafe: bool) -> None:
    once = applied(files, workspace_fix(read(files), unsafe))
    assert applied(once, workspace_fix(read(once), unsafe)) == once


@settings(max_examples=60, deadline=None)
@given(code_bases())
def test_only_versions_change_and_everything_is_still_read(files: dict[str, bytes]) -> None:
    result = applied(files, workspace_fix(read(files), unsafe=True))
    for name, text in files.items():
        if name not in FORMS:
            continue
        old = [found.requirement.name for found in requirements(new_document(text, Path(name)))]
        new = [found.requirement.name for found in requirements(new_document(result[name], Path(name)))]
        added = ["optax"] if len(new) > len(old) else []
        assert sorted(new) == sorted(old + added)
        assert result[name].count(b"#") == text.count(b"#")
        assert result[name].count(b"\r") == (result[name].count(b"\n") if b"\r" in text else 0)
