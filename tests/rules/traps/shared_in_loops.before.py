# One module called in loops and in a comprehension, one made in each turn, a list of them.
from flax import nn


class Net(nn.Module):
  def apply(self, x, sizes=(4, 4)):
    mix = nn.Dense.shared(features=4, bias=False, name='mix')
    x = nn.Dense(x, 4)
    for _ in range(2):
      x = nn.relu(mix(x))
    for i, n in enumerate(sizes):
      layer = nn.Dense.shared(features=n, name=f'layer_{i}')
      x = layer(nn.tanh(layer(x)))
    heads = [nn.Dense.shared(features=4, name=f'head_{i}') for i in range(2)]
    for head in heads:
      x = head(x)
    return sum(mix(head(x)) for head in heads)
