# A module that calls itself, with the setting by position and by keyword.
from flax import nn


class Tree(nn.Module):
  def apply(self, x, depth, width=3):
    x = nn.Dense(x, width)
    if depth == 0:
      return x
    return Tree(x, depth - 1, width=width) + Tree(x, depth=depth - 1)
