"""LIN601: what is restored into a pre-Linen module, and whether Flax's own converter is any help there."""

from __future__ import annotations

import pytest

from linen_upgrade.analysis import FileAnalysis, workspace_fix
from linen_upgrade.document import Document, apply_edits
from linen_upgrade.rewriting.findings import Applicability

HEAD = """\
from flax import nn, optim, serialization
from flax.training import checkpoints


class Part(nn.Module):
  def apply(self, x):
    return nn.LayerNorm(nn.Dense(x, 4))


class Net(nn.Module):
  def apply(self, x):
    return {}


def restore(key, x, folder, given=None):
  _, params = Net.init(key, x)
  model = nn.Model(Net, params)
  return {}
"""
STORED = """\
from flax import nn, optim, serialization
from flax.training import checkpoints


class Part(nn.Module):
  def apply(self, x):
    return nn.LayerNorm(nn.Dense(x, 4))


class Net(nn.Module):
  def apply(self, x):
    return {}


def load(folder):
  return checkpoints.restore_checkpoint(folder, target=None)


def outputs(folder, x):
  model = nn.Model(Net, {})
  return model(x)
"""
READ = "load(folder)['target']['params']"
"""`STORED` and this: parameters that were read as they are."""
PLAIN = "Part(nn.Dense(x, 4))"

FOUND = [
    "checkpoints.restore_checkpoint(folder, model)",
    "checkpoints.restore_checkpoint(folder, target=params)",
    "checkpoints.restore_checkpoint(folder, optim.Adam(1.).create(model))",
    "checkpoints.restore_checkpoint(folder, (optim.Adam(1.).create(params), 3))",
    "serialization.from_bytes(params, x)",
    "serialization.from_state_dict({'params': params}, x)",
]
SILENT = [
    "checkpoints.restore_checkpoint(folder, None)",
    "checkpoints.restore_checkpoint(folder, given)",
    "checkpoints.restore_checkpoint(folder, x)",
    "serialization.from_bytes(folder, params)",
    "serialization.to_bytes(params)",
]
NO_HELP = {
    "Part(nn.SelfAttention(x, num_heads=2))": "leaves `MultiHeadDotProductAttention_…` as it is",
    "Part(nn.GroupNorm(x, num_groups=2))": "in their old shape",
    "Part(nn.Dense(x, 4, name='layer_1'))": "would renumber 'layer_1', which Net gives by hand",
}


def reasons(call: str, restored: str) -> list[tuple[Applicability, str]]:
    analysis = FileAnalysis(Document(HEAD.format(call, restored).encode()))
    return [analysis.applicability(found) for found in analysis.findings() if found.finding.code == "LIN601"]


@pytest.mark.parametrize("restored", FOUND)
def test_parameters_of_a_pre_linen_class_are_known(restored: str) -> None:
    [(applicability, reason)] = reasons(PLAIN, restored)
    assert applicability is Applicability.MANUAL
    assert "linen-upgrade checkpoint" in reason
    assert "`flax.training.checkpoints.convert_pre_linen` renames parameters" in reason


@pytest.mark.parametrize("restored", SILENT)
def test_what_is_not_known_for_it_is_silent(restored: str) -> None:
    assert reasons(PLAIN, restored) == []


@pytest.mark.parametrize("call", NO_HELP)
def test_the_reason_tells_where_the_converter_of_flax_is_no_help(call: str) -> None:
    [(_, reason)] = reasons(call, FOUND[0])
    assert NO_HELP[call] in reason


def test_the_converter_of_flax_is_judged_by_the_classes_inside_too() -> None:
    text = HEAD.replace("nn.LayerNorm(", "nn.GroupNorm(").format(PLAIN, FOUND[0])
    analysis = FileAnalysis(Document(text.encode()))
    [found] = [found for found in analysis.findings() if found.finding.code == "LIN601"]
    assert "nn.GroupNorm" in analysis.applicability(found)[1]


def test_it_goes_with_its_class_and_keeps_it_from_nothing() -> None:
    analysis = FileAnalysis(Document(HEAD.format(PLAIN, FOUND[0]).encode()))
    changes = workspace_fix(analysis.workspace, unsafe=False).changes()
    upgraded = apply_edits(analysis.document.source, changes[analysis.home])
    assert b"def apply" not in upgraded
    assert FOUND[0].encode() in upgraded
    left = [found.finding.code for found in FileAnalysis(Document(upgraded)).findings()]
    assert "LIN601" not in left


def upgraded(text: str, unsafe: bool = False) -> str:
    analysis = FileAnalysis(Document(text.encode()))
    changes = workspace_fix(analysis.workspace, unsafe).changes()
    return apply_edits(analysis.document.source, changes.get(analysis.home, [])).decode()


def verdicts(text: str) -> dict[str, tuple[Applicability, str]]:
    analysis = FileAnalysis(Document(text.encode()))
    return {found.finding.code: analysis.applicability(found) for found in analysis.findings()}


CONVERTED = {
    READ: f"model = checkpoints.convert_pre_linen({READ})",
    "serialization.msgpack_restore(x)": "model = checkpoints.convert_pre_linen(serialization.msgpack_restore(x))",
    "Net.init(folder, x)[1] if x else load(x)": "",
}


@pytest.mark.parametrize("read", CONVERTED)
def test_stored_parameters_are_converted_where_a_module_gets_them(read: str) -> None:
    text = STORED.format(PLAIN, read)
    if CONVERTED[read]:
        assert verdicts(text)["LIN601"] == (Applicability.SAFE, "")
        assert CONVERTED[read] in upgraded(text)
    else:
        assert "give the stored parameters a name" in verdicts(text)["LIN402"][1]


SAME = ("nn.Dense(nn.Dense(x, 4), 4)", "nn.Dense(nn.Dense(x, 4, name='layer_1'), 4, name='layer_2')")


@pytest.mark.parametrize("call", SAME)
def test_stored_parameters_whose_names_stay_are_left_alone(call: str) -> None:
    after = upgraded(STORED.format(call, READ))
    assert f"model = {READ}" in after
    assert "convert_pre_linen" not in after


@pytest.mark.parametrize("call", NO_HELP)
def test_a_program_is_told_of_parameters_that_it_can_not_read_as_they_are(call: str) -> None:
    text = STORED.format(call, READ)
    for code in ("LIN601", "LIN402", "LIN403"):
        applicability, reason = verdicts(text)[code]
        assert applicability is Applicability.UNSAFE
        assert NO_HELP[call] in reason
        assert "linen-upgrade checkpoint" in reason
    assert f"nn.Model(Net, {READ})" in upgraded(text)
    assert "convert_pre_linen" not in upgraded(text, unsafe=True)


def test_a_class_that_is_linen_already_does_not_tell_what_was_stored() -> None:
    text = STORED.format(PLAIN, READ).replace(
        "(nn.Module):\n  def apply(self", "(linen.Module):\n  @linen.compact\n  def __call__(self"
    )
    text = text.replace("from flax import nn", "from flax import linen, nn").replace(
        "nn.LayerNorm(nn.Dense(x, 4))", "x"
    )
    applicability, reason = verdicts(text.replace(PLAIN, "Part()(x)"))["LIN601"]
    assert applicability is Applicability.UNSAFE
    assert "can't be told" in reason


def test_the_upgrade_of_a_class_alone_converts_what_was_stored_of_it() -> None:
    for name in ("Part", "Net"):
        analysis = FileAnalysis(Document(STORED.format(PLAIN, READ).encode()))
        definitions = [found for found in analysis.findings() if found.finding.code == "LIN101"]
        definition = next(d for d in definitions if d.finding.construct.module.name == name)
        assert "LIN601" in {found.finding.code for found in analysis.plan().closure(definition).findings}
