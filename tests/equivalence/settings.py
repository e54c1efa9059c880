"""What each built-in is given in the cases, beside what its facts say.

Values of parameters that take arrays are spelled as in `linen_upgrade.proof.worlds.Case`, since they become inputs of
the class around the call; one that begins with `=` is written into the call itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Setting:
    """What one built-in is given: in every case; flipped, beside what follows from the facts; and by position."""

    given: Mapping[str, str]
    flips: Sequence[Mapping[str, str]] = ()
    by_position: Mapping[str, str] = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)
    """What the forms with `.partial` and `.shared` bind beside what every case is given."""
    carry: str = ""
    """How the carry of a cell is made."""
    typed_initializers: bool = False
    """Whether the old class called its initialisers with a type, too."""


NORMAL = "nn.initializers.normal(stddev=0.3)"
ONES, ZEROS = "nn.initializers.ones", "nn.initializers.zeros"
OF_TWO, OF_THREE = "lambda key, shape: jnp.full(shape, 0.5)", "lambda key, shape, dtype: jnp.full(shape, 0.5, dtype)"
HIGHEST = "lax.Precision.HIGHEST"
KERNEL = {"kernel_init": NORMAL, "bias_init": ONES}
NORM = {"bias_init": NORMAL, "scale_init": NORMAL}

ATTENTION_FLIPS: list[Mapping[str, str]] = [
    {"qkv_features": "6"},
    {"out_features": "3"},
    {"attention_axis": "(1,)"},
    {"attention_axis": "1"},
    {"causal_mask": "True"},
    {"padding_mask": "bool[2,5,1]"},
    {"padding_mask": "f32[2,5,1]"},
    {"key_padding_mask": "bool[2,5]"},
    {"padding_mask": "bool[2,5]", "key_padding_mask": "bool[2,5]"},
    {"segmentation": "i32[2,5]<2", "key_segmentation": "i32[2,5]<2"},
    {"dropout_rate": "0.5"},
    {"dropout_rate": "0.5", "broadcast_dropout": "False"},
    {"dropout_rate": "0.5", "dropout_rng": "key"},
    {"dropout_rate": "0.5", "deterministic": "True"},
    {"attention_fn": "functools.partial(nn.dot_product_attention, dropout_rate=0.5)"},
    {"cache": "nn.Collection()"},
]
OF_ITSELF: list[Mapping[str, str]] = [
    {"padding_mask": "bool[2,5]"},
    {"segmentation": "i32[2,5]<2"},
    {"causal_mask": "True", "padding_mask": "bool[2,5]", "segmentation": "i32[2,5]<2"},
    {"inputs_q": "f32[2,3,2,4]"},
    {"inputs_q": "f32[2,3,2,4]", "attention_axis": "(2,)"},
    {"inputs_q": "f32[2,3,2,4]", "attention_axis": "(1,)"},
    {"inputs_q": "f32[2,3,2,4]", "causal_mask": "True"},
    {"inputs_q": "f32[2,3,2,4]", "padding_mask": "bool[2,3,2,1]"},
]

GATES: list[Mapping[str, str]] = [{"gate_fn": "nn.relu"}, {"activation_fn": "nn.elu"}]


def cell(name: str, size: str = "4") -> Setting:
    """What a recurrent cell is given."""
    return Setting(
        {"carry": "carry", "inputs": "f32[2,3]"},
        GATES,
        {"gate_fn": "nn.relu", "activation_fn": "nn.elu", **KERNEL, "recurrent_kernel_init": NORMAL},
        {"gate_fn": "nn.relu"},
        carry=f"nn.{name}.initialize_carry(jax.random.PRNGKey(0), (2,), {size}, {NORMAL})",
    )


SETTINGS: dict[str, Setting] = {
    "Dense": Setting(
        {"inputs": "f32[2,3]", "features": "4"},
        [{"inputs": "f32[2,5,3]"}, {"inputs": "f32[3]"}, {"features": "1"}],
        {"bias": "False", "dtype": "jnp.float32", "precision": HIGHEST, **KERNEL},
        {"bias": "False"},
    ),
    "DenseGeneral": Setting(
        {"inputs": "f32[2,3,4]", "features": "5"},
        [
            {"features": "(2, 3)"},
            {"axis": "(-2, -1)"},
            {"axis": "(-1, -2)"},
            {"axis": "(1,)", "bias": "False"},
            {"batch_dims": "(0,)"},
            {"bias": "False"},
        ],
        {"axis": "(-2, -1)", "bias": "False", "dtype": "jnp.float32", **KERNEL, "precision": HIGHEST},
        {"axis": "(-2, -1)"},
        typed_initializers=True,
    ),
    "Conv": Setting(
        {"inputs": "f32[2,5,5,2]", "features": "4", "kernel_size": "(3, 3)"},
        [
            {"inputs": "f32[2,5,2]", "kernel_size": "(3,)"},
            {"strides": "(2, 2)"},
            {"padding": "'VALID'"},
            {"padding": "[(1, 2), (0, 1)]"},
            {"input_dilation": "(2, 2)", "padding": "[(1, 1), (1, 1)]"},
            {"kernel_dilation": "(2, 2)"},
            {"feature_group_count": "2"},
        ],
        {
            **{"strides": "(2, 2)", "padding": "'VALID'", "input_dilation": "(1, 1)", "kernel_dilation": "(1, 1)"},
            **{"feature_group_count": "2", "bias": "True", "dtype": "jnp.float32", "precision": HIGHEST, **KERNEL},
        },
        {"strides": "(2, 2)", "bias": "False"},
    ),
    "ConvTranspose": Setting(
        {"inputs": "f32[2,3,4,2]", "features": "3", "kernel_size": "(3, 2)"},
        [
            {"inputs": "f32[2,5,2]", "kernel_size": "(3,)"},
            {"strides": "(2, 2)"},
            {"padding": "'VALID'", "strides": "(2, 2)"},
            {"padding": "[(1, 2), (0, 1)]"},
            {"kernel_dilation": "(2, 2)"},
        ],
        {
            **{"strides": "(2, 2)", "padding": "'VALID'", "kernel_dilation": "(1, 1)", "bias": "True"},
            **{"dtype": "jnp.float32", "precision": HIGHEST, **KERNEL},
        },
        {"strides": "(2, 2)", "bias": "False"},
    ),
    "Embed": Setting(
        {"inputs": "i32[2,5]<7", "num_embeddings": "7", "features": "3"},
        [{"features": "1"}],
        {"embedding_init": NORMAL},
        {"embedding_init": NORMAL},
    ),
    "BatchNorm": Setting(
        {"x": "f32[4,3,2]"},
        [
            {"x": "f32[4,3,3,2]"},
            {"use_running_average": "True"},
            {"axis": "(1, 2)"},
            {"x": "f32[4,3,3]", "axis": "1"},
            {"momentum": "0.5"},
            {"epsilon": "1e-2"},
            {"bias": "False", "scale": "False"},
            {"bias": "False"},
            {"scale": "False"},
            {"axis_name": "'batch'", "use_running_average": "True"},
            {"axis_name": "'batch'", "axis_index_groups": "[[0, 1]]", "use_running_average": "True"},
            {"batch_stats": "nn.Collection()"},
        ],
        {
            **{"use_running_average": "False", "axis": "-1", "momentum": "0.9", "epsilon": "1e-3"},
            **{"dtype": "jnp.float32", "bias": "True", "scale": "True", **NORM},
        },
        {"momentum": "0.9", "bias": "False"},
    ),
    "LayerNorm": Setting(
        {"x": "f32[2,6]"},
        [
            {"epsilon": "1e-2"},
            {"bias": "False", "scale": "False"},
            {"bias": "False"},
            {"scale": "False"},
        ],
        {"epsilon": "1e-3", "dtype": "jnp.float32", "bias": "True", "scale": "True", **NORM},
        {"epsilon": "1e-3", "scale": "False"},
    ),
    "GroupNorm": Setting(
        {"x": "f32[2,3,3,4]", "num_groups": "2"},
        [
            {"x": "f32[2,3,64]", "num_groups": "32"},
            {"num_groups": "None", "group_size": "2"},
            {"epsilon": "1e-2"},
            # Not drawn: its parameters had more dimensions, and the harness draws by shape.
            {"bias_init": ONES},
            {"scale_init": ZEROS},
            {"bias_init": OF_TWO},
            {"scale_init": OF_TWO},
            {"bias": "False", "scale": "False"},
            {"bias": "False"},
            {"scale": "False"},
        ],
        {
            **{"num_groups": "2", "group_size": "None", "epsilon": "1e-3", "dtype": "jnp.float32"},
            **{"bias": "True", "scale": "True", "bias_init": ONES, "scale_init": ZEROS},
        },
        {"epsilon": "1e-3", "bias": "False"},
    ),
    "MultiHeadDotProductAttention": Setting(
        {"inputs_q": "f32[2,5,4]", "inputs_kv": "f32[2,5,4]", "num_heads": "2"},
        [
            {"inputs_kv": "f32[2,3,4]"},
            {"num_heads": "4"},
            {"inputs_kv": "f32[2,3,4]", "key_padding_mask": "bool[2,3]"},
            {"inputs_kv": "f32[2,3,4]", "padding_mask": "bool[2,5]", "key_padding_mask": "bool[2,3]"},
            {"inputs_kv": "f32[2,3,4]", "segmentation": "i32[2,5]<2", "key_segmentation": "i32[2,3]<2"},
            *ATTENTION_FLIPS,
        ],
        {"dtype": "jnp.float32", "qkv_features": "6", "out_features": "3", "attention_axis": "(1,)"},
        {"qkv_features": "6"},
        typed_initializers=True,
    ),
    "SelfAttention": Setting(
        {"inputs_q": "f32[2,5,4]", "num_heads": "2"},
        [{"num_heads": "4"}, {"inputs_kv": "=None"}, *ATTENTION_FLIPS, *OF_ITSELF],
        {},
        {"qkv_features": "6"},
        typed_initializers=True,
    ),
    "LSTMCell": cell("LSTMCell"),
    "OptimizedLSTMCell": cell("OptimizedLSTMCell"),
    "GRUCell": cell("GRUCell"),
    "ConvLSTM": Setting(
        {"carry": "carry", "inputs": "f32[2,4,4,3]", "features": "2", "kernel_size": "(3, 3)"},
        [{"strides": "(1, 1)"}, {"padding": "((1, 1), (1, 1))"}],
        {"strides": "(1, 1)", "padding": "'SAME'", "bias": "False", "dtype": "jnp.float32"},
        {"bias": "False"},
        carry=f"nn.ConvLSTM.initialize_carry(jax.random.PRNGKey(0), (2,), (4, 4, 2), {NORMAL})",
    ),
    "dropout": Setting(
        {"inputs": "f32[3,4]", "rate": "0.5"},
        [{"rate": "0."}, {"deterministic": "True"}, {"rng": "key"}, {"deterministic": "True", "rng": "key"}],
        {"deterministic": "False"},
    ),
    "softmax": Setting(
        {"x": "f32[3,4]"},
        [{"axis": "0"}, {"where": "bool[3,4]", "initial": "-1e9"}, {"where": "=x > 0", "initial": "-jnp.inf"}],
        {"axis": "0"},
    ),
    "log_softmax": Setting(
        {"x": "f32[3,4]"},
        [{"axis": "0"}, {"where": "=x > -9", "initial": "-1e9"}],
        {"axis": "0"},
    ),
    "dot_product_attention": Setting(
        {"query": "f32[2,5,2,3]", "key": "f32[2,4,2,3]", "value": "f32[2,4,2,3]"},
        [
            {"bias": "f32[1,1,5,4]"},
            {"axis": "(1,)"},
            {"query": "f32[2,3,2,2,3]", "key": "f32[2,3,2,2,3]", "value": "f32[2,3,2,2,3]"},
            {"dropout_rng": "key", "dropout_rate": "0.5"},
            {"dropout_rng": "key", "dropout_rate": "0.5", "broadcast_dropout": "False"},
            {"dropout_rng": "key", "dropout_rate": "0.5", "deterministic": "True"},
        ],
        {"dtype": "jnp.float32", "bias": "f32[1,1,5,4]"},
    ),
}
