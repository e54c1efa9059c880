# A keyword-only parameter without a default behind one that has one: a dataclass wants it first.
from flax import nn


class Head(nn.Module):
  def apply(self, x, *, hidden=8, num_classes, dropout_rate: float = 0.0):
    x = nn.relu(nn.Dense(x, hidden))
    return nn.Dense(x, num_classes)


class Net(nn.Module):
  def apply(self, x):
    return Head(x, num_classes=3, hidden=5)
