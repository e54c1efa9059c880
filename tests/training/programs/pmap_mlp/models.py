"""The networks."""

from flax import nn


class MLP(nn.Module):
  """A stack of dense layers."""

  def apply(self, x, layers, num_outputs, activation=nn.tanh):
    for i, features in enumerate(layers):
      x = nn.Dense(x, features, name='hidden_%d' % i)
      x = activation(x)
    return nn.Dense(x, num_outputs, name='output')
