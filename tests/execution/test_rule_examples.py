"""Every example in the rules' pages that says `run` or `script` gives the same in both worlds.

    ```python before [unsafe] run CLASS INPUT… [name=VALUE…]      followed by      ```python after
    ```python before [unsafe] script VARIABLE                     followed by      ```python after

Both blocks are whole files. How inputs and values are spelled is told in `linen_upgrade.proof.worlds.Case`; of a
script, the numbers that a variable holds at its end are compared.
That the fix makes the one out of the other is tested with the
rules; here, that the one computes what the other did.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from linen_upgrade.proof.scripts import Script, run_scripts
from linen_upgrade.proof.worlds import Case, Comparison, Worlds, run_all
from linen_upgrade.rules import RULES
from linen_upgrade.rules.page import Example, read_page

KEYWORD = re.compile(r"([A-Za-z_]\w*)=(.+)")
ALL = {f"{rule.code}-{index}": example for rule in RULES for index, example in enumerate(read_page(rule.page).examples)}
EXAMPLES = {name: example for name, example in ALL.items() if example.run}
SCRIPTS = {name: example for name, example in ALL.items() if example.script}

# One process per world runs all examples, in the first test that asks for them.
pytestmark = pytest.mark.timeout(2700)


@pytest.fixture(scope="module")
def comparisons(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    """What running each example showed, by its name."""
    folder = tmp_path_factory.mktemp("examples")
    cases = [case_of(name, example, folder) for name, example in EXAMPLES.items()]
    return dict(zip(EXAMPLES, run_all(worlds, cases), strict=True))


@pytest.fixture(scope="module")
def problems(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What speaks against each script, by its name."""
    folder = tmp_path_factory.mktemp("scripts")
    scripts = [Script(*written(name, example, folder), example.script) for name, example in SCRIPTS.items()]
    return dict(zip(SCRIPTS, run_scripts(worlds, scripts), strict=True))


def written(name: str, example: Example, folder: Path) -> tuple[Path, Path]:
    """The example as two files to run."""
    assert example.after is not None, f"{name}: no `python after` block follows"
    before, after = folder / f"{name}_before.py", folder / f"{name}_after.py"
    before.write_text(example.before, encoding="utf-8")
    after.write_text(example.after, encoding="utf-8")
    return before, after


def case_of(name: str, example: Example, folder: Path) -> Case:
    before, after = written(name, example, folder)
    cls, *values = example.run
    matches = [(word, KEYWORD.fullmatch(word)) for word in values]
    inputs = tuple(word for word, match in matches if not match)
    return Case(before, after, cls, inputs, {match[1]: match[2] for _, match in matches if match})


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 20
    assert len(SCRIPTS) > 10


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_computes_the_same(name: str, comparisons: dict[str, Comparison]) -> None:
    assert comparisons[name].problem == ""


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_computes_the_same(name: str, problems: dict[str, str]) -> None:
    assert problems[name] == ""
