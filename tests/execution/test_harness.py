"""The harness passes what is right and sees what is wrong, so that the other tests here mean something."""

from __future__ import annotations

from pathlib import Path

import pytest

from linen_upgrade.proof.environments import MissingError, World, environment, make_once
from linen_upgrade.proof.worlds import Case, Comparison, Worlds, run_all

BEFORE = Path(__file__).parent / "fixtures" / "harness" / "before.py"
AFTER = BEFORE.with_name("after.py")

pytestmark = pytest.mark.timeout(2700)

# A slip in the new file: what it replaces, by what, and where it must show.
SLIPS = {
    "nothing": ("", "", ""),
    "numbered in the wrong order": (
        "dense = nn.Dense(width)(x)\n    x = nn.Dense(width)(nn.relu(dense))",
        "x = nn.Dense(width)(nn.relu(nn.Dense(width)(x)))",
        "output as in training 0: differ",
    ),
    "another initialiser": (
        "nn.Embed(10, 6)",
        "nn.Embed(10, 6, embedding_init=nn.initializers.ones)",
        "initial parameters Embed_0/embedding: differ",
    ),
    "another initial state": (
        "nn.initializers.normal()(",
        "nn.initializers.normal(1.0)(",
        "initial state Mean_0/mean: differ",
    ),
    "another dropout rate": ("nn.Dropout(0.5)", "nn.Dropout(0.4)", "output as in training 0: differ"),
    "dropout that is always on": (
        "deterministic=not self.has_rng('dropout')",
        "deterministic=False",
        "the new world failed",
    ),
    "another momentum": ("momentum: float = 0.9", "momentum: float = 0.99", "state as in training Mean_0/mean: differ"),
    "a lost default": ("train=True", "train=False", "state as in training BatchNorm_0/mean: differ"),
    "a lost gradient": (
        "x = nn.GroupNorm(num_groups=2)(x)",
        "import jax; x = jax.lax.stop_gradient(nn.GroupNorm(num_groups=2)(x))",
        "gradient GroupNorm_0/scale: differ",
    ),
    "a gradient that is a little off": (
        "x = nn.GroupNorm(num_groups=2)(x)",
        "import jax; x = nn.GroupNorm(num_groups=2)(x); x = x + 1e-4 * (x - jax.lax.stop_gradient(x))",
        "gradient GroupNorm_0/scale: differ",
    ),
    "another type": (
        "return x + e + random.normal(rng, (6,))",
        "return (x + e + random.normal(rng, (6,))).astype('float16')",
        "output as in training 0: float32 became float16",
    ),
    "a call left in the old form": ("nn.relu(dense)", "nn.Dense(dense, 6)", "the new world failed"),
    "a module too many": ("return x + e", "nn.Dense(3)(x)\n    return x + e", "ScopeParamNotFoundError"),
}


@pytest.fixture(scope="module")
def comparisons(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    """What running the new file with each slip showed."""
    folder, right = tmp_path_factory.mktemp("slips"), AFTER.read_text(encoding="utf-8")
    cases = []
    for i, (old, new, _) in enumerate(SLIPS.values()):
        assert old in right
        after = folder / f"after_{i}.py"
        after.write_text(right.replace(old, new) if old else right, encoding="utf-8")
        cases.append(Case(BEFORE, after, "Net", ("f32[2,28]", "i32[2,5]<10", "key"), {"width": "6"}))
    return dict(zip(SLIPS, run_all(worlds, cases), strict=True))


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_seen(slip: str, comparisons: dict[str, Comparison]) -> None:
    comparison, shown = comparisons[slip], SLIPS[slip][2]
    if not shown:
        assert comparison.problem == ""
    else:
        assert shown in comparison.error + "\n".join(comparison.differences)


def test_everything_is_compared(comparisons: dict[str, Comparison]) -> None:
    compared = comparisons["nothing"].compared
    assert compared["initial parameters"] == compared["gradient"] == 29
    assert {name: compared[name] for name in compared if name.startswith("output")} == {
        "output as in training": 1,
        "output without random draws": 1,
    }
    assert compared["state as in training"] == compared["initial state"] == 3


def test_nothing_compared_is_a_failure() -> None:
    assert Comparison().problem == "no output was compared"


def test_a_missing_python_is_told() -> None:
    with pytest.raises(MissingError, match=r"The old world needs Python 3\.0 to 3\.1: install one"):
        environment(World("old", (1, 0), ()))


def test_an_unfinished_environment_is_not_kept(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        folder.mkdir()
        raise MissingError("no index")

    with pytest.raises(MissingError):
        make_once(tmp_path / "cache" / "world", fail)
    assert list((tmp_path / "cache").iterdir()) == []


def test_numbers_of_a_type_that_numpy_lacks_are_compared(worlds: Worlds) -> None:
    before = BEFORE.with_name("narrow_before.py")
    case = Case(before, BEFORE.with_name("narrow_after.py"), "Narrow", ("f32[2,6]", "4"), {})
    other = Case(before, BEFORE.with_name("narrow_after.py"), "Narrow", ("f32[2,6]",), {}, respelled={"dtype": "None"})
    same, wider = run_all(worlds, [case, other])
    assert same.problem == ""
    assert "output as in training 0: bfloat16 became float32" in wider.differences
