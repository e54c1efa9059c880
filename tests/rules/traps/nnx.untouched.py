from flax import nnx as nn


class Net(nn.Module):
  def __init__(self, rngs):
    self.linear = nn.Linear(3, 4, rngs=rngs)

  def apply(self, x, dropout=nn.Dropout):
    return self.linear(x)
