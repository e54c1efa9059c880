# What begins the body goes above the comment of its first statement, and fields stand apart from a long attribute.
from flax import nn


class Net(nn.Module):
  # The widths of all stages.
  widths = {
      1: 4,
      2: 8,
  }

  def apply(self, x, stage=1, act='relu'):
    # All names are known in lower case.
    # Others are not.
    act = act.lower()
    x = nn.Dense(x, self.widths[stage])
    return nn.relu(x) if act == 'relu' else x


class Short(nn.Module):
  width = 3

  def apply(self, x, act='RELU'):

    # The first comment.

    # The second comment.
    act = act.lower()
    return nn.Dense(x, self.width), act
