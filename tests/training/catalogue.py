"""The training programs: what is run of each, and which of them the tool does not yet upgrade."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(__file__).parent / "programs"


@dataclass(frozen=True)
class Program:
    """A folder of `programs/`, and the file of it that is run."""

    name: str
    file: str = "train.py"
    unsafe: str = ""
    """Why it needs `--unsafe-fixes`; empty where it doesn't."""

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return PROGRAMS / self.name


ALL = (
    Program("dqn", "main.py"),
    Program("linen_adam"),
    Program("mnist"),
    Program("pmap_mlp"),
    Program("resnet"),
)
BY_NAME = {program.name: program for program in ALL}

NOT_YET = {"dqn", "linen_adam", "mnist", "pmap_mlp", "resnet"}
"""Programs that are not equal after `fix`: they end in valid Python with an explanation. Once equal, they come off."""
