from flax import nn


class Net(nn.Module):
  def apply(self, c, h, x):
    return nn.LSTMCell((c, h), x, nn.relu, nn.elu)[1]
