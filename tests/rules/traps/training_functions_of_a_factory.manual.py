# expect: LIN402 unsafe: no caller is seen
# The loss is handed out, and called with models where nobody sees it.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def build(params):
  def start():
    return nn.Model(Net, params)
  def loss(model, x):
    return model(x).mean()
  return start, loss
