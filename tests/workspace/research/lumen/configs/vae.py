"""Autoencoders."""

import dataclasses


@dataclasses.dataclass
class VAEConfig:
  """Everything that train_vae.py wants to know."""
  latents: int = 20
  hidden: int = 500
  image_shape: tuple = (28, 28, 1)
  batch_size: int = 128
  num_steps: int = 5000
  learning_rate: float = 1e-3
  beta: float = 1.0
  seed: int = 0
