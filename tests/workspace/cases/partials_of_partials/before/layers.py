from flax import nn


class Block(nn.Module):
  def apply(self, x, features, act=nn.relu, scale=None):
    x = act(nn.Dense(x, features))
    return x if scale is None else x * scale
