# A shared module that is made where it is scanned.
from flax import nn
import jax


class Net(nn.Module):
  def apply(self, source, target, state):
    state, _ = jax.lax.scan(nn.LSTMCell.shared(name='encoder'), state, source)
    state, ys = jax.lax.scan(nn.LSTMCell.shared(gate_fn=nn.relu, name='decoder'), state, target)
    return state, ys
