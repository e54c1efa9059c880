from flax import nn

Any = object


class Net(nn.Module):
  def apply(self, x, width, act=nn.relu):
    return act(nn.Dense(x, width))
