# Parameters that the body deletes, inputs as well as fields.
from flax import nn


class Net(nn.Module):
  def apply(self, x, features, train=False, scale=2.0, rng=None):
    del train, rng
    y = nn.Dense(x, features)
    del x
    y = y * scale
    del features, scale
    return y
