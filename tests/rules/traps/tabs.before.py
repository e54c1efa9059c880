# Tabs, a docstring that moves to the class, and a call that needs a line of its own.
from flax import nn


class Net(nn.Module):
	def apply(self, x, features=3, multiples=[1]):
		"""Runs it.

		Args: x.
		"""
		for m in multiples:
			x = nn.Dense(nn.relu(nn.Dense(x, features)), features * m)
		return x
