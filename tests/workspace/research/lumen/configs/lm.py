"""Language models."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class LMConfig:
  """Everything that train_lm.py wants to know."""
  size: str = 'tiny'
  vocab_size: int = 64
  length: int = 32
  batch_size: int = 16
  num_steps: int = 1000
  learning_rate: float = 1e-3
  warmup_steps: int = 100
  weight_decay: float = 0.01
  seed: int = 0
