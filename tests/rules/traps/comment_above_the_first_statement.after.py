# What begins the body goes above the comment of its first statement, and fields stand apart from a long attribute.
from flax import linen as nn


class Net(nn.Module):
  # The widths of all stages.
  widths = {
      1: 4,
      2: 8,
  }

  stage: int = 1
  act: str = 'relu'

  @nn.compact
  def __call__(self, x):
    act = self.act
    # All names are known in lower case.
    # Others are not.
    act = act.lower()
    x = nn.Dense(self.widths[self.stage])(x)
    return nn.relu(x) if act == 'relu' else x


class Short(nn.Module):
  width = 3
  act: str = 'RELU'

  @nn.compact
  def __call__(self, x):

    # The first comment.

    act = self.act
    # The second comment.
    act = act.lower()
    return nn.Dense(self.width)(x), act
