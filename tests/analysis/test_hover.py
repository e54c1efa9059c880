"""Every name of old Flax has a hover, with or without a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from linen_upgrade import flax_api
from linen_upgrade.analysis import CodeBase, FileAnalysis, hover
from linen_upgrade.document import Document

from .test_code_bases import file

TOP = [path for path in flax_api.names() if not path.startswith("flax.nn.Module.") and path.count(".") > 1]
MEMBERS = [path.rpartition(".")[2] for path in flax_api.names() if path.startswith("flax.nn.Module.")]


def hover_at(source: str, word: str) -> str:
    text = source.encode()
    found = hover(FileAnalysis(Document(text)), text.rindex(word.encode()) + 1)
    assert found is not None, source
    return found[0]


@pytest.mark.parametrize("path", TOP)
def test_a_name_has_a_hover_however_it_is_reached(path: str) -> None:
    package, _, last = path.rpartition(".")
    sources = [f"from flax import nn, optim\nx = {path.removeprefix('flax.')}\n", f"import flax\nx = {path}\n"]
    if package.islower():
        sources.append(f"import {package} as package\nx = package.{last}\n")
    for source in sources:
        text, known = hover_at(source, last), flax_api.name(path)
        if known is not None and text.startswith(tuple(f"**[{code}]" for code in known.rules)):
            continue  # a finding stands there, whose page says more
        assert f"**{path}**" in text
        assert "Today" in text or "Nothing takes its place" in text


@pytest.mark.parametrize("member", MEMBERS)
def test_a_member_of_module_has_a_hover_on_a_class_and_on_self(member: str) -> None:
    source = f"from flax import nn\nclass A(nn.Module):\n  def apply(self, x):\n    return x\ny = A.{member}\n"
    # What is gone when it is handed on has a finding there, which tells more.
    is_found = member in ("init", "init_by_shape", "create", "create_by_shape", "call")
    assert ("LIN401" if is_found else f"flax.nn.Module.{member}") in hover_at(source, member)
    inside = f"from flax import nn\nclass A(nn.Module):\n  def apply(self, x):\n    y = self.{member}\n    return x\n"
    assert f"flax.nn.Module.{member}" in hover_at(inside, member)


def test_todays_names_have_none() -> None:
    source = b"from flax import linen as nn\nx = nn.relu\nclass A(nn.Module):\n  def f(self):\n    return self.param\n"
    analysis = FileAnalysis(Document(source))
    assert hover(analysis, source.index(b"relu")) is None
    assert hover(analysis, source.index(b"param")) is None


def test_a_parameter_tells_its_role_and_the_line_that_decided() -> None:
    source = b"from flax import nn\nclass A(nn.Module):\n  def apply(self, x, n):\n    return nn.Dense(x, n)\n"
    found = hover(FileAnalysis(Document(source)), source.index(b"n):"))
    assert found is not None
    assert "field" in found[0]
    assert "line 4" in found[0]


LAYERS = b"""from flax import nn


class Block(nn.Module):
  def apply(self, x, width, scale=1., train=True):
    return nn.Dense(nn.Conv(x, width, (1,)), width) * scale
"""
NET = b"""import layers

SMALL = layers.Block.partial(width=10)
"""
TRAIN = b"""from flax import nn
from layers import Block


def run(params, x):
  return nn.Model(Block, params)(x, train=False)
"""


@pytest.mark.parametrize("source", [LAYERS, LAYERS.replace(b"nn.Conv(x, width, (1,))", b"x")])
def test_a_class_tells_the_role_of_each_parameter_and_what_decided_it_while_that_is_there(source: bytes) -> None:
    """With and without a finding on the class's name."""
    texts = {"layers.py": source, "net.py": NET, "train.py": TRAIN}
    code_base = CodeBase(Path("/code"), {home: file(home, text) for home, text in texts.items()})

    def told(word: bytes) -> str:
        found = hover(FileAnalysis.of(code_base.workspace, "layers.py"), source.index(word))
        assert found is not None
        return found[0]

    of_class = told(b"Block(")
    assert "- `width` \u2013 field: bound as `width=10`, net.py line 3\n" in of_class
    assert "- `scale` \u2013 field: " in of_class
    assert "- `train` \u2013 input: passed when the whole model is called, `train=False`, train.py line 6" in of_class
    assert "train.py line 6" in told(b"train=")
    code_base.update({}, ["train.py"])
    assert "- `train` \u2013 field: " in told(b"Block(")
    assert "train.py" not in told(b"Block(") + told(b"train=")


KEYED = """from flax import linen, nn


class Net(linen.Module):
  size: int = 3

  @linen.compact
  def __call__(self, x):
    return linen.Dropout(0.5, deterministic=False)(linen.Dense(self.size)(x))


def outputs(model, x):
  return model(x)


def main(key, params, x):
  with nn.stochastic(key):
    model = nn.Model(Net, params)
    y = model(x)
    return y + outputs(model, x)
"""


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("outputs(model, x)\n", "return y + outputs(keys, model, x)"),
        ("model(x)\n    return", "y = Net().apply({'params': model}, x, rngs={'dropout': next(keys)})"),
        ("Model(Net", "model = params"),
        ("outputs(model, x):", "def outputs(keys, model, x):"),
    ],
)
def test_a_line_inside_of_a_block_that_goes_is_shown_as_it_will_be(word: str, line: str) -> None:
    shown = hover_at(KEYED, word).partition("```python\n")[2].partition("\n```")[0]
    assert line in shown.splitlines()
    assert "stochastic" not in shown
