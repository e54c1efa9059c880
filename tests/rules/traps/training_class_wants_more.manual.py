# expect: LIN502 manual: can't be named here
# A TrainState is made with a module that can be applied, which this class alone does not give.
from flax import linen, nn, optim


class Wide(linen.Module):
  width: int

  @linen.compact
  def __call__(self, x):
    return linen.Dense(self.width)(x)


def start(params):
  return optim.Adam(learning_rate=0.1).create(nn.Model(Wide, params))
