# Submodules in a closure, in methods, in functions of the file.
from flax import nn


def mlp(x, sizes, act=nn.relu):
  for i, n in enumerate(sizes):
    x = act(nn.Dense(x, n, name=f'mlp_{i}'))
  return x


class Net(nn.Module):
  @staticmethod
  def head(x, n):
    return nn.Dense(x, n)

  def apply(self, x, width=3):
    def block(h, n=width):
      return nn.relu(nn.LayerNorm(nn.Dense(h, n)))

    x = block(block(x), 5)
    x = mlp(x, (4, 3))
    return self.head(x, width)
