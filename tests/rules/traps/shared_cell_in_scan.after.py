from flax import linen as nn
import jax


class Net(nn.Module):
  @nn.compact
  def __call__(self, inputs, carry):
    first = (carry[0], 2. * carry[1])
    cell = nn.LSTMCell(features=first[0].shape[-1], name='cell')
    return nn.scan(lambda cell, *args: cell(*args), variable_broadcast='params', split_rngs={'params': False})(cell, first, inputs.transpose(1, 0, 2))
