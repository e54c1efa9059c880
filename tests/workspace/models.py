"""What can be run of `research/`, a small research repository of 2020: every model and layer, and how it is called.

A case names a module of the repository, a class in it (or a partial, or an entry of a dictionary: an expression in the
module's names) and what the whole model is called with, as `model(*inputs, **keywords)` was called. Values are spelled
as in the harness: `f32[2,28]`, `i32[2,5]<10`, `bool[2,5]`, `key`, or Python in the module's names. Which keywords are
fields in Linen is for whoever runs them to say: those of the class's fields. Inputs may be fields too (`FiLM`'s first).

- `rngs`: without `nn.stochastic` (today: `rngs={'dropout': key}`) the case doesn't run.
- `draws`: it runs without as well, but draws where there is one.
- `state`: it wants `nn.stateful`, and has statistics that change.

`METHODS` are module methods and what they are called with, on the parameters of one of the cases. `DECODING` are
language models to be decoded step by step with a cache, which must give what the whole sequence gives.

The repository runs from its own folder (`lumen`, `train` … are imported by name). On the jax of the old environment, a
few things that went away need stand-ins before it is imported; layers and models alone need none of them:

- `flax.jax_utils.partial_eval_by_shape`, for `init_by_shape`: call the function with ones of these shapes;
- `jax.api` (for `replicate`), `jax.host_id` and `jax.interpreters.xla.DeviceArray` (for `to_bytes`);
- `tensorflow.io.gfile` and `absl.logging`, for `flax.training.checkpoints`, which is imported only where it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

RESEARCH = Path(__file__).parent / "research"
SCRIPTS = {"train.py": False, "eval.py": False, "train_vae.py": True, "train_lm.py": True}
"""The training code, with whether `fix` upgrades it; the others must follow by hand."""


@dataclass(frozen=True)
class Model:
    """A model or layer and a call of it."""

    module: str
    name: str
    inputs: tuple[str, ...]
    keywords: Mapping[str, str] = field(default_factory=dict)
    rngs: bool = False
    draws: bool = False
    state: bool = False


@dataclass(frozen=True)
class Method:
    """A module method called on the parameters of a model."""

    model: Model
    name: str
    inputs: tuple[str, ...]
    keywords: Mapping[str, str] = field(default_factory=dict)


IMAGES, LAYERS, MODELS = "f32[4,32,32,3]", "lumen.layers.", "lumen.models."
FEATURES, TOKENS = "f32[2,6,8]", "i32[2,6]<11"
SMALL = {"num_filters": "4", "num_classes": "5"}
BLOCK = {"conv": "nn.Conv.partial(bias=False)", "norm": "nn.BatchNorm", "filters": "4"}

ACT_NORM = Model(LAYERS + "norm", "ActNorm", ("f32[8,4]",))
VAE = Model(
    MODELS + "vae", "VAE", ("f32[2,8,8,1]",), {"latents": "3", "hidden": "8", "image_shape": "(8, 8, 1)"}, draws=True
)

LAYER_CASES = [
    Model(LAYERS + "common", "Identity", (FEATURES,)),
    Model(LAYERS + "norm", "RMSNorm", (FEATURES,)),
    Model(LAYERS + "norm", "RMSNorm", (FEATURES,), {"scale": "False"}),
    Model(LAYERS + "norm", "RunningNorm", (FEATURES,), state=True),
    Model(LAYERS + "norm", "RunningNorm", (FEATURES,), {"train": "False", "center": "False"}, state=True),
    ACT_NORM,
    Model(LAYERS + "norm", "SpectralDense", ("f32[2,8]", "3"), state=True),
    Model(LAYERS + "norm", "SpectralDense", ("f32[2,8]",), {"features": "3", "num_iters": "2"}, state=True),
    Model(LAYERS + "norm", "NORMS['batch']", (FEATURES,), state=True),
    Model(LAYERS + "norm", "NORMS['group']", (FEATURES,)),
    Model(LAYERS + "norm", "get_norm('batch', train=False)", (FEATURES,), state=True),
    Model(LAYERS + "mlp", "MlpBlock", (FEATURES,), {"mlp_dim": "16"}, rngs=True),
    Model(LAYERS + "mlp", "MlpBlock", (FEATURES, "16", "4"), {"deterministic": "True", "act": "nn.relu"}),
    Model(LAYERS + "mlp", "GatedMlp", (FEATURES,), {"hidden": "16"}),
    Model(LAYERS + "mlp", "feed_forward", (FEATURES, "16"), {"depth": "2"}),
    Model(LAYERS + "mlp", "ProjectionHead", ("f32[2,8]",), {"width": "8"}),
    Model(LAYERS + "squeeze", "SqueezeExcite", ("f32[2,4,4,8]",)),
    Model(LAYERS + "squeeze", "SqueezeExcite", ("f32[2,4,4,8]",), {"ratio": "2", "act": "nn.swish"}),
    Model(LAYERS + "conditioning", "FiLM", ("16", "f32[2,4,4,3]", "f32[2,5]")),
    Model(
        LAYERS + "conditioning", "FiLM", (), {"x": "f32[2,6,8]", "context": "f32[2,5]", "hidden": "8", "act": "nn.tanh"}
    ),
    Model(LAYERS + "drop_path", "StochasticDepth", (FEATURES, "0.5"), draws=True),
    Model(LAYERS + "drop_path", "GaussianNoise", (FEATURES,), rngs=True),
    Model(LAYERS + "drop_path", "GaussianNoise", (FEATURES,), {"train": "False"}),
    Model(LAYERS + "embeddings", "PositionEmbs", (FEATURES,), {"max_len": "16"}),
    Model(
        LAYERS + "embeddings",
        "PositionEmbs",
        (FEATURES, "i32[2,6]<10"),
        {"max_len": "10", "posemb_init": "nn.initializers.normal(stddev=0.02)"},
    ),
    Model(LAYERS + "attention", "AttentionBlock", (FEATURES,), {"num_heads": "2", "mlp_dim": "16"}, rngs=True),
    Model(
        LAYERS + "attention",
        "AttentionBlock",
        (FEATURES, "2", "16"),
        {
            "qkv_dim": "16",
            "causal": "True",
            "padding_mask": "bool[2,6]",
            "segmentation": "i32[2,6]<3",
            "drop_path_rate": "0.3",
        },
        rngs=True,
    ),
    Model(
        LAYERS + "attention",
        "AttentionBlock",
        (FEATURES, "2", "16"),
        {"padding_mask": "bool[2,6]", "deterministic": "True", "attention_fn": "cosine_attention"},
    ),
    Model(
        LAYERS + "attention",
        "CrossAttentionBlock",
        (FEATURES, "f32[2,5,8]"),
        {"num_heads": "2", "padding_mask": "bool[2,6]", "key_padding_mask": "bool[2,5]", "deterministic": "True"},
    ),
    Model(
        LAYERS + "attention",
        "CrossAttentionBlock",
        (FEATURES, "f32[2,5,8]", "2"),
        {"padding_mask": "bool[2,6,1]", "key_padding_mask": "bool[2,5,1]"},
        rngs=True,
    ),
    Model(LAYERS + "attention", "AxialAttention", ("f32[2,3,4,8]", "2")),
    Model(LAYERS + "attention", "AxialAttention", ("f32[2,3,4,8]",), {"num_heads": "2", "full": "True"}),
]

IMAGE_CASES = [
    Model(MODELS + "resnet", "ResNetBlock", ("f32[2,4,4,3]",), BLOCK, state=True),
    Model(
        MODELS + "resnet",
        "BottleneckBlock",
        ("f32[2,4,4,16]",),
        {**BLOCK, "drop_path_rate": "0.5"},
        draws=True,
        state=True,
    ),
    Model(MODELS + "resnet", "ResNet", (IMAGES,), {**SMALL, "stage_sizes": "[1, 2]"}, state=True),
    Model(
        MODELS + "resnet",
        "ResNet",
        (IMAGES, "(1, 1)", "ResNetBlock"),
        {**SMALL, "small_images": "True", "drop_path_rate": "0.4", "act": "nn.leaky_relu"},
        draws=True,
        state=True,
    ),
    Model(MODELS + "resnet", "ResNet18", (IMAGES,), SMALL, state=True),
    Model(MODELS + "resnet", "ResNet50", (IMAGES,), {**SMALL, "train": "False"}, state=True),
    Model(MODELS + "resnet", "CIFAR_RESNETS['resnet20']", (IMAGES,), {"num_filters": "4"}, state=True),
    Model(MODELS + "resnet_se", "SEBottleneckBlock", ("f32[2,4,4,3]",), {**BLOCK, "strides": "(2, 2)"}, state=True),
    Model(MODELS + "resnet_se", "SEResNet50", (IMAGES,), {**SMALL, "stage_sizes": "[1, 1]"}, state=True),
    Model(MODELS + "resnet_se", "SmallSENet", (IMAGES,), {"num_classes": "5"}, state=True),
    Model(MODELS + "mixer", "PlainNet", (IMAGES,), {"head_init": "nn.initializers.xavier_normal()"}, state=True),
    Model(MODELS + "mixer", "PlainNet", (IMAGES,), {"train": "False", "pooling": "'max'", "norm": "'rms'"}),
    Model(MODELS + "mixer", "MixerBlock", (FEATURES,), {"tokens_dim": "12", "channels_dim": "16", "train": "False"}),
    Model(MODELS + "mixer", "PatchNet", (IMAGES, "5"), {"num_blocks": "1"}, rngs=True),
    Model(MODELS + "mixer", "PatchNet", (IMAGES,), {"features": "8", "axial": "False", "train": "False"}),
    Model(MODELS + "mixer", "ConditionedNet", (IMAGES, "f32[4,5]"), {"num_classes": "5"}),
]

SEQUENCE_CASES = [
    Model(MODELS + "transformer", "Encoder", (TOKENS, "11"), rngs=True),
    Model(
        MODELS + "transformer",
        "Encoder",
        (TOKENS,),
        {"vocab_size": "11", "positions": "i32[2,6]<6", "segmentation": "i32[2,6]<3", "drop_path_rate": "0.3"},
        rngs=True,
    ),
    Model(MODELS + "transformer", "Encoder", (TOKENS, "11"), {"remat": "True", "train": "False"}),
    Model(MODELS + "transformer", "TinyEncoder", (TOKENS,), {"vocab_size": "11"}, rngs=True),
    Model(
        MODELS + "transformer",
        "TextClassifier",
        (TOKENS,),
        {"num_classes": "3", "vocab_size": "11", "num_layers": "1"},
        rngs=True,
    ),
    Model(
        MODELS + "transformer",
        "MatchingModel",
        (TOKENS, "i32[2,5]<11"),
        {"vocab_size": "11", "num_layers": "1", "train": "False"},
    ),
    Model(MODELS + "transformer", "CosineEncoder", (FEATURES, "bool[2,6]")),
    Model(MODELS + "lm", "LanguageModel", (TOKENS,), {"vocab_size": "11", "train": "True"}, rngs=True),
    Model(MODELS + "lm", "LanguageModel", (TOKENS, "11"), {"tie_weights": "False", "shift": "False"}),
    Model(
        MODELS + "lm",
        "LM_SIZES['tiny']",
        (TOKENS,),
        {"vocab_size": "11", "inputs_positions": "i32[2,6]<6", "inputs_segmentation": "i32[2,6]<3"},
    ),
    Model(MODELS + "seq2seq", "Seq2Seq", (TOKENS, "i32[2,5]<11", "11"), rngs=True),
    Model(MODELS + "seq2seq", "Seq2Seq", (TOKENS,), {"targets": "i32[2,5]<11", "vocab_size": "11", "train": "False"}),
    Model(MODELS + "recurrent", "NormalizedGRUCell", ("f32[2,5]", "f32[2,3]")),
    Model(MODELS + "recurrent", "CharRNN", (TOKENS,), {"vocab_size": "11"}),
    Model(MODELS + "recurrent", "ScanLSTM", ("f32[4,2,3]", "5")),
    Model(MODELS + "recurrent", "BidirectionalGRU", ("f32[2,4,3]",), {"hidden_size": "5"}),
    Model(
        MODELS + "recurrent",
        "BidirectionalGRU",
        ("f32[2,4,3]", "5"),
        {"cell_cls": "NormalizedGRUCell", "keep_sequence": "True"},
    ),
    Model(MODELS + "recurrent", "FramePredictor", ("f32[2,3,5,5,2]",)),
]

AUTOENCODER_CASES = [
    Model(MODELS + "vae", "Encoder", ("f32[2,8,8,1]",), {"latents": "3", "hidden": "8"}),
    Model(MODELS + "vae", "Decoder", ("f32[2,3]", "(4, 4, 1)"), {"hidden": "8", "layers": "2"}),
    VAE,
    Model(MODELS + "vae", "ConvDecoder", ("f32[2,4,4,8]", "(8, 4)"), {"channels": "3"}),
    Model(MODELS + "vae", "ConvAutoEncoder", ("f32[2,8,8,3]",), rngs=True),
    Model(MODELS + "vae", "ConvAutoEncoder", ("f32[2,8,8,3]",), {"widths": "(4, 8)", "train": "False"}),
    Model(MODELS + "vae", "Critic", ("f32[2,4,4,1]", "f32[2,4,4,1]"), state=True),
]

CASES = LAYER_CASES + IMAGE_CASES + SEQUENCE_CASES + AUTOENCODER_CASES

METHODS = [
    Method(ACT_NORM, "inverse", ("f32[8,4]",)),
    Method(VAE, "encode", ("f32[2,8,8,1]",), {"latents": "3", "hidden": "8"}),
    Method(VAE, "generate", ("f32[5,3]",), {"hidden": "8", "image_shape": "(8, 8, 1)"}),
]

# Run like this: `init_cache(cls, 2, 6)`, then `decode_step(nn.Model(cls, params), cache, tokens[:, i:i + 1], i)`; the
# logits are those of `model(tokens, shift=False)` at that position.
DECODING = [
    Model(MODELS + "lm", "LM_SIZES['tiny']", (TOKENS,), {"vocab_size": "11"}),
    Model(MODELS + "lm", "LanguageModel", (TOKENS,), {"vocab_size": "11", "tie_weights": "False"}),
]
