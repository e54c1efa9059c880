# Submodules in a closure, in methods, in functions of the file.
from flax import linen as nn


def mlp(x, sizes, act=nn.relu):
  for i, n in enumerate(sizes):
    x = act(nn.Dense(n, name=f'mlp_{i}')(x))
  return x


class Net(nn.Module):
  width: int = 3

  @staticmethod
  def head(x, n):
    return nn.Dense(n)(x)

  @nn.compact
  def __call__(self, x):
    def block(h, n=self.width):
      return nn.relu(nn.LayerNorm()(nn.Dense(n)(h)))

    x = block(block(x), 5)
    x = mlp(x, (4, 3))
    return self.head(x, self.width)
