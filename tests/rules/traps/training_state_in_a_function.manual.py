# expect: LIN202 manual: a function of its own
# The name of the new state would be a local one of the loss.
import jax
from flax import linen, nn


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.BatchNorm(use_running_average=False)(x).mean()


def step(params, state, x):
  with nn.stateful(state) as new_state:
    def loss(model):
      y = model(x)
      return y
    grad = jax.grad(loss)(nn.Model(Net, params))
  return grad, new_state
