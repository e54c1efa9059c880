# expect: LIN101 unsafe: nearest row
from flax import nn


class Net(nn.Module):
  def apply(self, ids, vocabulary=7):
    return nn.Embed(ids + 1, vocabulary, 5)
