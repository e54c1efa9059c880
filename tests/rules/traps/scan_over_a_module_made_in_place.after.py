# A shared module that is made where it is scanned.
from flax import linen as nn
import jax


class Net(nn.Module):
  @nn.compact
  def __call__(self, source, target, state):
    state, _ = nn.scan(lambda module, *args: module(*args), variable_broadcast='params', split_rngs={'params': False})(nn.LSTMCell(features=state[0].shape[-1], name='encoder'), state, source)
    state, ys = nn.scan(lambda module, *args: module(*args), variable_broadcast='params', split_rngs={'params': False})(nn.LSTMCell(features=state[0].shape[-1], gate_fn=nn.relu, name='decoder'), state, target)
    return state, ys
