# expect: LIN202 manual: no model is run inside
# What it was there for would be lost with it.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def step(model, state, x):
  with nn.stateful(state) as new_state:
    y = x + 1.
  return y, new_state
