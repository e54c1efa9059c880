import haiku as hk
import jax.nn as nn


class Net(hk.Module):
  def apply(self, x):
    return nn.relu(hk.Linear(3)(x))
