"""The training programs: what is run of each, and which of them the tool does not yet upgrade."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(__file__).parent / "programs"
UNRESOLVED = Path(__file__).parent / "unresolved"
"""Files whose models and optimizers can't be followed through the text."""


@dataclass(frozen=True)
class Program:
    """A folder of `programs/`, and the file of it that is run."""

    name: str
    file: str = "train.py"
    writes: str = ""
    """What is run before it, in the old world only: it leaves a checkpoint in the folder `checkpoints`."""
    unsafe: str = ""
    """Why it needs `--unsafe-fixes`; empty where it doesn't."""

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return PROGRAMS / self.name


ALL = (
    Program("adder"),
    Program("dqn", "main.py"),
    Program("dynamic_scale"),
    Program("evaluate", "evaluate.py", writes="train.py"),
    Program("gan", "gan.py"),
    Program("guide_clipping"),
    Program("guide_multi_optimizer"),
    Program("guide_optimizer"),
    Program("guide_randomness"),
    Program("guide_schedule"),
    Program("guide_state"),
    Program("guide_state_as_field"),
    Program("guide_training"),
    Program("guide_weight_decay"),
    Program("linen_adam"),
    Program("mnist"),
    Program("multi_optimizer"),
    Program("pmap_mlp"),
    Program("resnet"),
    Program("seq2seq"),
    Program("transformer"),
    Program("vae"),
)
BY_NAME = {program.name: program for program in ALL}
