from flax import nn  # noqa: LIN001


class Net(nn.Module):
  def apply(self, x):  # noqa: LIN101
    return nn.Dense(x, 3)  # noqa
