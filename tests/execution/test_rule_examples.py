"""Every example in the rules' pages that says `run` gives the same in both worlds.

    ```python before [unsafe] run CLASS INPUT… [name=VALUE…]      followed by      ```python after

Both blocks are whole files. How inputs and values are spelled is told in `linen_upgrade.proof.worlds.Case`. That the
fix makes the one out of the other is tested with the rules; here, that the one computes what the other did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import linen_upgrade.rules
from linen_upgrade.proof.worlds import Case, Comparison, Worlds, run_all

PAGES = Path(linen_upgrade.rules.__file__).parent
KEYWORD = re.compile(r"([A-Za-z_]\w*)=(.+)")

# One process per world runs all examples, in the first test that asks for them.
pytestmark = pytest.mark.timeout(2700)


@dataclass(frozen=True)
class Example:
    """One pair of blocks, where it stands, and the words that say how it is run."""

    place: str
    before: str
    after: str
    words: tuple[str, ...]


def examples_of(page: Path) -> Iterator[Example]:
    """The examples of one page that are to be run."""
    fences = [token for token in MarkdownIt().parse(page.read_text(encoding="utf-8")) if token.type == "fence"]
    for i, fence in enumerate(fences):
        words = fence.info.split()
        if words[:2] != ["python", "before"] or "run" not in words:
            continue
        place = f"{page.stem}:{fence.map[0] + 1 if fence.map else '?'}"
        after = fences[i + 1] if i + 1 < len(fences) else None
        if after is None or after.info.split()[:2] != ["python", "after"]:
            raise ValueError(f"{place}: no `python after` block follows")
        yield Example(place, fence.content, after.content, tuple(words[words.index("run") + 1 :]))


EXAMPLES = [example for page in sorted(PAGES.glob("*.md")) for example in examples_of(page)]


@pytest.fixture(scope="module")
def comparisons(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    """What running each example showed, by its place."""
    folder = tmp_path_factory.mktemp("examples")
    cases = [case_of(example, folder) for example in EXAMPLES]
    return dict(zip([example.place for example in EXAMPLES], run_all(worlds, cases), strict=True))


def case_of(example: Example, folder: Path) -> Case:
    """The example as two files to run."""
    name = example.place.replace(":", "_")
    before, after = folder / f"{name}_before.py", folder / f"{name}_after.py"
    before.write_text(example.before, encoding="utf-8")
    after.write_text(example.after, encoding="utf-8")
    cls, *values = example.words
    matches = [(word, KEYWORD.fullmatch(word)) for word in values]
    inputs = tuple(word for word, match in matches if not match)
    return Case(before, after, cls, inputs, {match[1]: match[2] for _, match in matches if match})


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 20


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.place for example in EXAMPLES])
def test_example_computes_the_same(example: Example, comparisons: dict[str, Comparison]) -> None:
    assert comparisons[example.place].problem == ""
