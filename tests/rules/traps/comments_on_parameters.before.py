# Comments that explain parameters go where the parameters go.
from flax import nn


class Net(nn.Module):
  def apply(self,
            x,  # images
            features=8,  # number of channels
            act=nn.relu,  # behind every layer
            ):
    return act(nn.Conv(x, features, (3, 3)))
