# expect: LIN302 manual: handed on as it is
# The module draws by a lambda, so that the step that runs it draws from the context around its call.
from flax import linen, nn
import jax

drop = lambda x: nn.dropout(x, rate=0.5)


class Net(linen.Module):
  size: int = 3

  @linen.compact
  def __call__(self, x):
    return linen.Dense(self.size)(drop(x))


def step(model, x):
  return model(x)


p_step = jax.pmap(step)


def train(key, params, x):
  model = nn.Model(Net, params)
  with nn.stochastic(key):
    return p_step(model, x)
