# expect: LIN403 manual: can't be given to the call
# What is called in the end is bound where the module can't be made for each call.
from flax import linen, nn
import jax


class Net(linen.Module):
  width: int = 3

  @linen.compact
  def __call__(self, x):
    return linen.Dense(self.width)(x)


def evaluate(params, xs):
  model = nn.Model(Net, params)
  return jax.vmap(model)(xs, width=4)
