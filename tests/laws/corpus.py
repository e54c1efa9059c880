"""Sources to hold the laws against: the pages' examples, the traps, written files, and examples put together."""

from __future__ import annotations

import importlib.util
import re
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from hypothesis import strategies as st

from linen_upgrade.rules import RULES
from linen_upgrade.rules.page import read_page

_TESTS = Path(__file__).parent.parent
_IMPORT = "from flax import nn\n"


@lru_cache(maxsize=1)
def sources() -> dict[str, str]:
    """All sources by a name for people. Those that begin with an example's or a trap's 'before' are pre-Linen."""
    found: dict[str, str] = {}
    for rule in RULES:
        for index, example in enumerate(read_page(rule.page).examples):
            found[f"{rule.code}-{index}-before"] = example.before
            if example.after is not None:
                found[f"{rule.code}-{index}-after"] = example.after
    for path in sorted((_TESTS / "rules" / "traps").glob("*.py")):
        found[path.name.removesuffix(".py")] = path.read_bytes().decode()
    for seed in range(3):
        found[f"written-{seed}"] = written(150, seed)
    distinct: dict[str, str] = {}
    for name, text in found.items():
        distinct.setdefault(text, name)
    return {name: text for text, name in distinct.items()}


def old_sources() -> dict[str, str]:
    """Those in which there may be something to fix."""
    return {name: text for name, text in sources().items() if not name.endswith(("after", "untouched"))}


@lru_cache(maxsize=16)
def written(lines: int, seed: int) -> str:
    """A file as the measurements use it, but shorter."""
    text: str = _writer().large_source(lines, seed)
    return text


@lru_cache(maxsize=1)
def _writer() -> ModuleType:
    specification = importlib.util.spec_from_file_location("write_large_file", _TESTS / "bench" / "write_large_file.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@lru_cache(maxsize=1)
def _parts() -> list[str]:
    """Old sources whose only import of flax is the usual one, so that they can be given any alias."""
    return [
        text
        for name, text in old_sources().items()
        if not name.startswith("written")
        and text.count(_IMPORT) == 1
        and text.count("import nn") == 1
        and "\r" not in text
    ]


def renamed(source: str, alias: str, suffix: str) -> str:
    """`source` with another alias of `flax.nn` and with other names of its top-level classes and functions."""
    for name in set(re.findall(r"^(?:class|def) (\w+)|^(\w+) = ", source, re.MULTILINE)):
        word = name[0] or name[1]
        source = re.sub(rf"(?<![\w.]){word}\b(?!=[^=])", word + suffix, source)
    body = source.replace(_IMPORT, "\0")
    if alias != "nn":
        body = re.sub(r"(?<![\w.])nn\b", alias, body)
    return body.replace("\0", _IMPORT if alias == "nn" else f"from flax import nn as {alias}\n")


@st.composite
def combinations(draw: st.DrawFn) -> str:
    """Several examples in one file, each with an alias of its own or all with one."""
    parts = draw(st.lists(st.sampled_from(_parts()), min_size=2, max_size=4))
    aliases = draw(st.lists(st.sampled_from(["nn", "fnn", "old"]), min_size=len(parts), max_size=len(parts)))
    gap = draw(st.sampled_from(["\n\n", "\n\n\n# between\n", "\n\f\n", "\n\nseparator = 1  # noqa: E501  \n\n\n"]))
    return gap.join(renamed(part, alias, str(n)) for n, (part, alias) in enumerate(zip(parts, aliases, strict=True)))
