"""'Upgrade class' leaves nothing behind that would silently mean something else."""

from __future__ import annotations

from pathlib import Path

from linen_upgrade.analysis import CodeBase, FileAnalysis, FixKind, fixes_at
from linen_upgrade.document import Span, apply_edits

from .test_code_bases import file

LAYERS = b"""from flax import nn


def dense(x, features):
  return nn.Dense(x, features)


def head(x, features):
  return nn.relu(dense(x, features))


def unused(x):
  return nn.LayerNorm(x)
"""
NET = b"""from flax import nn
from layers import head


class Net(nn.Module):
  def apply(self, x):
    return head(nn.Dense(x, 4), 8)
"""


def test_the_functions_that_a_class_calls_go_along_into_their_files() -> None:
    texts = {"layers.py": LAYERS, "net.py": NET}
    code_base = CodeBase(Path("/code"), {home: file(home, text) for home, text in texts.items()})
    analysis, place = FileAnalysis.of(code_base.workspace, "net.py"), NET.index(b"apply")
    (fix,) = [fix for fix in fixes_at(analysis, Span(place, place)) if fix.kind is FixKind.CLASS]
    fixed = {home: apply_edits(texts[home], edits).decode() for home, edits in fix.changes().items()}
    assert "return nn.Dense(features)(x)" in fixed["layers.py"]
    assert fixed["layers.py"].startswith("from flax import linen as nn\n")
    assert "return nn.LayerNorm()(x)" in fixed["layers.py"], "under the new import nobody would know that it is old"
    assert "return head(nn.Dense(4)(x), 8)" in fixed["net.py"]
