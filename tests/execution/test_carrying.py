"""What pre-Linen parameters and state are called in Linen: one number for each class, where one counted for all."""

from __future__ import annotations

import pytest

from linen_upgrade.proof.drivers.carrying import flat, merged, module_of_state, nested, new_names, new_paths

LEAF: dict[str, object] = {"w": 1}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            ["Conv_0", "Dense_1", "Conv_2"], ["Conv_0", "Dense_0", "Conv_1"], ["Conv_0", "Dense_0", "Conv_1"], id="rank"
        ),
        pytest.param(
            [f"Dense_{i}" for i in (0, 2, 10)],
            ["Dense_0", "Dense_1", "Dense_2"],
            ["Dense_0", "Dense_1", "Dense_2"],
            id="integer",
        ),
        pytest.param(["Conv_0", "Dense_1"], ["Conv_0", "Dense_1"], ["Conv_0", "Dense_1"], id="pinned"),
        pytest.param(
            ["block_1", "block_4", "head"], ["block_1", "block_4", "head"], ["block_1", "block_4", "head"], id="by hand"
        ),
        pytest.param(["MultiHeadDotProductAttention_3"], ["SelfAttention_0"], ["SelfAttention_0"], id="self-attention"),
        pytest.param(
            ["MultiHeadDotProductAttention_3", "MultiHeadDotProductAttention_12"],
            ["MultiHeadDotProductAttention_0", "SelfAttention_0"],
            ["MultiHeadDotProductAttention_0", "SelfAttention_0"],
            id="attention of both kinds",
        ),
        pytest.param(["ConvLSTM_1"], ["ConvLSTMCell_0"], ["ConvLSTMCell_0"], id="renamed"),
    ],
)
def test_names(old: list[str], new: list[str], expected: list[str]) -> None:
    assert list(new_names(dict.fromkeys(old, LEAF), dict.fromkeys(new, LEAF)).values()) == expected


def test_a_module_without_parameters_counts() -> None:
    assert new_names({"Act_0": {}, "Act_1": LEAF}, {"Act_1": LEAF}) == {"Act_0": "Act_0", "Act_1": "Act_1"}
    assert new_names({"Mean_7": {}}, {}) == {"Mean_7": "Mean_0"}


def test_paths_go_down() -> None:
    old = {"Net_1": {"Dense_1": LEAF, "Dense_3": LEAF}, "Conv_0": LEAF}
    new = {"Net_0": {"Dense_0": LEAF, "Dense_1": LEAF}, "Conv_0": LEAF}
    assert new_paths(old, new) == {
        (): (),
        ("Net_1",): ("Net_0",),
        ("Net_1", "Dense_1"): ("Net_0", "Dense_0"),
        ("Net_1", "Dense_3"): ("Net_0", "Dense_1"),
        ("Conv_0",): ("Conv_0",),
    }


def test_state_keys() -> None:
    assert [module_of_state(key) for key in ("/", "/BatchNorm_0", "/Net_1/bn")] == [
        (),
        ("BatchNorm_0",),
        ("Net_1", "bn"),
    ]


def test_trees() -> None:
    tree = {"a": {"b": 1}, "c": 2}
    assert nested(flat(tree)) == tree
    assert merged([tree, {"a": {"d": 3}}]) == {"a": {"b": 1, "d": 3}, "c": 2}
