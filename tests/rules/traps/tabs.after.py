# Tabs, a docstring that moves to the class, and a call that needs a line of its own.
import dataclasses
from typing import Any

from flax import linen as nn


class Net(nn.Module):
	"""Runs it.

	Args: x.
	"""

	features: int = 3
	multiples: Any = dataclasses.field(default_factory=lambda: [1])

	@nn.compact
	def __call__(self, x):
		for m in self.multiples:
			dense_0 = nn.Dense(self.features)(x)
			x = nn.Dense(self.features * m)(nn.relu(dense_0))
		return x
