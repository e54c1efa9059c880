"""Sources to hold the laws against: the pages' examples, the traps, written files, and examples put together."""

from __future__ import annotations

import ast
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


FOUND = {
    "found-import-below": """\
from flax import nn


class Block(nn.Module):
  def apply(self, x, size, norm=nn.LayerNorm.partial(epsilon=1e-5)):
    return norm(nn.Dense(x, size))


from functools import partial
from typing import Any
""",
    "found-import-twice": """\
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3)


from flax import nn
""",
    "found-argument-missing": """\
from flax import nn


class Net(nn.Module):
  def apply(self, x, prefix, n=2):
    return nn.Dense(x, n, name=prefix)


class Top(nn.Module):
  def apply(self, x):
    x = Net(x, 'a')
    return Net(x)
""",
}
"""What random sources broke, kept small."""


@lru_cache(maxsize=1)
def sources() -> dict[str, str]:
    """All sources by a name for people. Those that begin with an example's or a trap's 'before' are pre-Linen."""
    found: dict[str, str] = {}
    for rule in RULES:
        for index, example in enumerate(read_page(rule.page).examples):
            if example.file:
                continue  # no code: tests/requirements holds the laws over these
            found[f"{rule.code}-{index}-before"] = example.before
            if example.after is not None:
                found[f"{rule.code}-{index}-after"] = example.after
    for path in sorted((_TESTS / "rules" / "traps").glob("*.py")):
        found[path.name.removesuffix(".py")] = path.read_bytes().decode()
    for seed in range(2):
        found[f"written-{seed}"] = written(150, seed)
    found.update(FOUND)
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
        if not name.startswith(("written", "found"))
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


HEADS = (
    "",
    '"""What this file is for."""\n\n',
    "from __future__ import annotations\n\n",
    "import functools\nfrom typing import Tuple\n\n",
    "import functools as ft\nimport typing as t\n",
    "from functools import partial\nfrom typing import (Any,\n                    Callable)\n",
    "Any = functools = jnp = None\n\n",
    "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n\nimport os, sys  # both\n\n\n",
)
GAPS = ("\n\n", "\n\n\n# between\n", "\n\f\n", "\n\nseparator = 1  # noqa: E501  \n\n\n")


@st.composite
def _calls(draw: st.DrawFn, signatures: dict[str, ast.arguments], value: str = "x") -> str:
    """A call that gives a class all that it needs, some of it by keyword, and something more here and there."""
    name = draw(st.sampled_from(sorted(signatures)))
    listed = signatures[name]
    first, *names = [p.arg for p in [*listed.posonlyargs, *listed.args][1:]] or ["x"]
    needed = len(names) - len(listed.defaults)
    given = draw(st.integers(max(0, needed), len(names)))
    keyword_from = draw(st.integers(len(listed.posonlyargs), given)) if given >= len(listed.posonlyargs) else given
    values = [draw(st.sampled_from(("3", "3", "x", "features", "x.shape[-1]"))) for _ in range(given)]
    arguments = [value if draw(st.booleans()) or keyword_from else f"{first}={value}"]
    if "=" in arguments[0]:
        keyword_from = 0
    arguments += [text if at < keyword_from else f"{names[at]}={text}" for at, text in enumerate(values)]
    arguments += [f"{p.arg}=3" for p, default in zip(listed.kwonlyargs, listed.kw_defaults, strict=True) if not default]
    if draw(st.integers(0, 4)) == 0:
        arguments.append(f"name='{draw(st.sampled_from('abc'))}'")
    return f"{name}({', '.join(arguments)})"


def _signatures(source: str) -> dict[str, ast.arguments]:
    """The parameters of `apply` of the top-level classes that have one and a library module for their only base."""
    return {
        node.name: method.args
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and [type(base) for base in node.bases] == [ast.Attribute]
        for method in node.body
        if isinstance(method, ast.FunctionDef) and method.name == "apply" and not method.decorator_list
    }


@st.composite
def _users(draw: st.DrawFn, alias: str, signatures: dict[str, ast.arguments]) -> str:
    """A class that calls the others: what is known of them changes with it."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        call = draw(_calls(signatures))
        shape = draw(st.sampled_from(("plain", "nested", "loop", "either", "partial", "added")))
        if shape == "nested":
            call = draw(_calls(signatures, call))
        elif shape == "loop":
            lines.append("for _ in range(2):")
        elif shape == "partial":
            name, _, rest = call.partition("(")
            lines.append(f"net = {name}.partial(name='p')  # bound")
            call = f"net({rest}"
        shapes = {"loop": "  x = {}", "either": "x = {} if features else x", "added": "x = x + {}"}
        lines.append(shapes.get(shape, "x = {}").format(call))
    body = "\n    ".join(lines)
    return f"class Top({alias}.Module):\n\n  def apply(self, x, features=3):\n    {body}\n    return x\n"


@st.composite
def combinations(draw: st.DrawFn) -> str:
    """Several examples in one file, with one alias or with several, and a class that uses their classes."""
    parts = draw(st.lists(st.sampled_from(_parts()), min_size=1, max_size=3))
    aliases = draw(st.lists(st.sampled_from(["nn", "fnn", "old"]), min_size=len(parts), max_size=len(parts)))
    pieces = [renamed(part, alias, str(n)) for n, (part, alias) in enumerate(zip(parts, aliases, strict=True))]
    pieces = [piece.replace("from __future__ import annotations\n", "") for piece in pieces]
    signatures = _signatures("\n\n".join(pieces))
    if signatures and draw(st.booleans()):
        pieces.append(draw(_users(aliases[0], signatures)))
    text = draw(st.sampled_from(HEADS)) + draw(st.sampled_from(GAPS)).join(pieces)
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text
