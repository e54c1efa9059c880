"""What each file in `models/` is run with (the class, its inputs, its arguments by name), and traps that read alike."""

from __future__ import annotations

from pathlib import Path

from tests.execution.test_traps import TRAPS, label
from tests.execution.trap_inputs import RUNS, Run, run

MODELS = Path(__file__).parent / "models"
FROM_TRAPS = (
    *("functions_out_of_factories", "functions_that_draw", "jax_of_2020", "mixin_handed_modules"),
    *("norms_in_a_registry", "one_of_two_norms", "plain_functions_among_norms", "shared_cells"),
)

SENTENCE = "jnp.array([[3, 4, 2, 7, 0], [1, 5, 6, 0, 0]])"
EDGES = ("jnp.array([0, 1, 2, 3, 0, 2])", "jnp.array([1, 2, 3, 0, 2, 1])")

MODEL_RUNS: dict[str, list[Run]] = {
    "actor_critic": [
        run("ActorCritic", "u8[2,8,8,1]<255", "f32[2]"),
        run("QNetwork", "u8[2,8,8,1]<255"),
        run("QNetwork", "u8[2,8,8,1]<255", dueling="False"),
    ],
    "autoencoder": [run("VariationalAutoencoder", "f32[2,4,4]")],
    "axial": [run("AxialTransformer", "f32[2,4,6,3]")],
    "bert": [
        run("BertForPreTraining", SENTENCE, "i32[2,5]<2"),
        run("BertForPreTraining", SENTENCE, "i32[2,5]<2", train="False"),
    ],
    "captioner": [run("Captioner", "f32[2,8,8,3]", SENTENCE)],
    "dcgan": [
        run("GAN", "f32[3,4]", "f32[3,8,8,1]"),
        run("GAN", "f32[3,4]", "f32[3,8,8,1]", train="False"),
        run("Generator", "f32[3,4]", channels="2"),
    ],
    "densenet": [run("DenseNet", "f32[2,8,8,3]"), run("DenseNet", "f32[2,8,8,3]", train="False")],
    "efficientnet": [run("EfficientNet", "f32[2,8,8,3]"), run("EfficientNet", "f32[2,8,8,3]", train="False")],
    "graph_network": [run("GraphNet", "f32[4,3]", "f32[6,2]", *EDGES)],
    "neural_process": [
        run("NeuralProcess", "f32[2,5,1]", "f32[2,5,1]", "f32[2,3,1]"),
        run("NeuralProcess", "f32[2,5,1]", "f32[2,5,1]", "f32[2,3,1]", mask="bool[2,5]"),
    ],
    "packed_lm": [
        run("PackedLM", SENTENCE, "i32[2,5]<2"),
        run("PackedLM", SENTENCE, train="False"),
    ],
    "pointnet": [run("PointNet", "f32[3,5,3]"), run("PointNet", "f32[3,5,3]", train="False", align="False")],
    "realnvp": [run("RealNVP", "f32[3,4]")],
    "set_transformer": [run("SetTransformer", "f32[2,5,3]"), run("SetTransformer", "f32[2,5,3]", mask="bool[2,5]")],
    "siamese": [
        run("Siamese", "f32[3,4]", "f32[3,4]"),
        run("Siamese", "f32[3,4]", "f32[3,4]", temperature="0.5"),
        run("Quadruplet", "f32[3,4]", "f32[3,4]", "f32[3,4]", "f32[3,4]"),
    ],
    "speech": [run("SpeechNet", "f32[2,8,3]"), run("SpeechNet", "f32[2,8,3]", train="False")],
    "unet": [run("UNet", "f32[2,8,8,3]"), run("UNet", "f32[2,4,8,1]", act="nn.swish")],
    "vq_vae": [run("VQVAE", "f32[2,4,4,1]"), run("VQVAE", "f32[2,4,4,1]", train="False")],
    "wavenet": [run("WaveNet", "f32[2,8,1]", num_classes="3")],
}


def source_of(name: str) -> Path:
    """The pre-Linen file of that name."""
    return TRAPS / f"{name}.before.py" if name in FROM_TRAPS else MODELS / f"{name}.py"


MODELS_RUN = {
    label(name, run): (name, run)
    for name, runs in {**MODEL_RUNS, **{name: RUNS[name] for name in FROM_TRAPS}}.items()
    for run in runs
}
"""Every run, by its label."""
