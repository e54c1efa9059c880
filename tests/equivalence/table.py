"""The table of what was compared, for people: `server/linen_upgrade/flax_api/equivalence.md`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import linen_upgrade.flax_api
from linen_upgrade import flax_api
from linen_upgrade.proof.optimizers import OptimizerComparison
from linen_upgrade.proof.worlds import Comparison

from .cases import Equivalence
from .optimizer_cases import OptimizerCase
from .upgrading import Upgrade

PAGE = Path(linen_upgrade.flax_api.__file__).with_name("equivalence.md")
LEAST = -6
"""Differences below ten to this power are those of rounding in float32, which machines don't agree on."""

HEAD = """\
# Old flax.nn and today's Linen, compared

Every built-in of `flax.nn` 0.3.4 with its defaults and with each argument flipped, every function, and what else old
modules are written with. Each row is a small pre-Linen file that the tool upgraded itself and that was run in both
worlds, with the old parameters and state carried over; compared were initial parameters and state, outputs, changed
state and gradients. `tests/equivalence` runs them all again, and fails where this page is no longer true.

The last column is the largest difference of two numbers, rounded up to a power of ten. *unsafe* fixes are those that
ask for a review, *manual* ones leave something to be written by hand, so nothing was run.

| old | how it is used | today | fix | largest difference |
| --- | --- | --- | --- | --- |
"""

MODELS = """
## Models

Files as research code of 2020 had them, each upgraded by safe fixes alone and run in the same way.

| file | run with | today | fix | largest difference |
| --- | --- | --- | --- | --- |
"""

OPTIMIZERS = """
## Optimizers

Every optimizer of `flax.optim` 0.3.4 with its defaults and with each argument flipped, twenty steps on given gradients
of several sizes, zeros among them, beside what the tool makes of it: the largest difference of two parameters. Where
optax has nothing alike, a function of a few lines stands in, which the fix writes into the file. 'Handed over' is what
`apply_gradient` was given: the same number at each step (constant), others by a function of the step (schedule), or
others that are put into the optimizer's state (injected).

| old | how it is used | today | numbers | largest difference |
| --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Row:
    """One row: what is the same on every machine, and the power of ten that no difference exceeds."""

    cells: tuple[str, str, str, str]
    power: int | None
    words: str = ""
    """What stands in the place of a power: why there is none."""

    def line(self) -> str:
        """The row in Markdown."""
        last = self.words or f"≤ 1e{self.power}"
        return "| " + " | ".join([*self.cells, last]) + " |\n"


def row_of(case: Equivalence, upgrade: Upgrade, comparison: Comparison | None) -> Row:
    """The row of one case."""
    return _row((f"`nn.{case.name}`", code(case.arguments), today(case.name), upgrade.fix), comparison)


def row_of_model(name: str, label: str, upgrade: Upgrade, comparison: Comparison) -> Row:
    """The row of one run of a model file; `label` begins with its name and says what it is run with."""
    return _row((f"`{name}.py`", code(label.removeprefix(name).strip()), "Linen", upgrade.fix), comparison)


def row_of_optimizer(case: OptimizerCase, comparison: OptimizerComparison) -> Row:
    """The row of one case of an optimizer."""
    cells = (
        f"`optim.{case.name}`",
        code(case.arguments),
        f"`{case.run.new}`",
        "same" if case.form.exact else "other",
    )
    if comparison.error or comparison.largest is None:
        return Row(cells, None, "fails" if comparison.error else "other infinities")
    return Row(cells, power_of(comparison.largest))


def _row(cells: tuple[str, str, str, str], comparison: Comparison | None) -> Row:
    if comparison is None:
        return Row(cells, None, "not run")
    if comparison.error:
        return Row(cells, None, f"fails in the {comparison.found['error']['world']} world")
    differences = [difference for row in comparison.found["rows"] for difference in row["differences"]]
    if any(not difference["sentence"].startswith("differ by") for difference in differences):
        return Row(cells, None, "other shapes, types or infinities")
    return Row(cells, power_of(max(row["largest"] for row in comparison.found["rows"])))


def today(name: str) -> str:
    """What takes the old name's place."""
    fact = flax_api.name("flax.nn" if name == "nn" else f"flax.nn.{name}")
    assert fact is not None, name
    return code(fact.replacement or "")


def code(text: str) -> str:
    """Text as code where it is some, in a cell."""
    return f"`{text}`".replace("|", "\\|") if any(letter in text for letter in "=(._") else text


def power_of(difference: float) -> int:
    """The power of ten that a difference doesn't exceed."""
    return LEAST if difference <= 10.0**LEAST else math.ceil(math.log10(difference))


def page(rows: Mapping[str, Row], models: Mapping[str, Row], optimizers: Mapping[str, Row]) -> str:
    """The whole page."""
    parts = ((HEAD, rows), (MODELS, models), (OPTIMIZERS, optimizers))
    return "".join(head + "".join(row.line() for row in part.values()) for head, part in parts)


def read(text: str) -> list[tuple[str, str]]:
    """Every row of a page: what is the same everywhere, and its last cell."""
    lines = text.removeprefix(HEAD).replace(MODELS, "").replace(OPTIMIZERS, "").splitlines()
    parts = [line.removesuffix(" |").rpartition(" | ") for line in lines if line.startswith("| ")]
    return [(first, last) for first, _, last in parts]
