from flax import nn


class Block(nn.Module):

  def apply(self, x, features):
    return nn.relu(nn.Dense(x, features))


class Gate(nn.Module):

  def apply(self, x, width=4):
    return nn.sigmoid(nn.Dense(x, width))
